using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Unfurl.Simulator;

namespace Unfurl.Tests.Simulator.Databases;

/// <summary>Takes what a subscription sends, as the service's endpoint would.</summary>
internal sealed class EventReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Lock _lock = new();
    private readonly List<ReceivedEvent> _received = [];

    private EventReceiver(WebApplication app) => _app = app;

    public Uri Url => new(new Uri(_app.Urls.First()), "/notion/events?a=b");

    public IReadOnlyList<ReceivedEvent> Received
    {
        get
        {
            lock (_lock)
                return [.. _received];
        }
    }

    // Without the handshakes.
    public IReadOnlyList<ReceivedEvent> Events => [.. Received.Where(it => it.Id is not null)];

    public IReadOnlyList<string?> Types => [.. Events.Select(it => it.Type)];

    // The status of the next answers; 0 for none.
    public int Status { get; set; } = 200;

    public string? Location { get; set; }

    public static async Task<EventReceiver> StartAsync()
    {
        var receiver = new EventReceiver(SimulatorHost.Build(null));
        receiver._app.Run(receiver.ReceiveAsync);
        await receiver._app.StartAsync();
        return receiver;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var request = context.Request;
        lock (_lock)
        {
            _received.Add(
                new(
                    request.Method,
                    request.Path + request.QueryString,
                    request.ContentType,
                    body.ToArray(),
                    request.Headers["X-Notion-Signature"].ToString()
                )
            );
        }
        if (Status == 0)
            await new TaskCompletionSource().Task.WaitAsync(context.RequestAborted);
        context.Response.StatusCode = Status;
        if (Location is not null)
            context.Response.Headers.Location = Location;
    }
}

/// <summary>A request of a subscription.</summary>
internal sealed record ReceivedEvent(string Method, string Target, string? ContentType, byte[] Body, string Signature)
{
    public JsonObject Json { get; } = JsonNode.Parse(Body)!.AsObject();

    public string? Id => (string?)Json["id"];

    public string? Type => (string?)Json["type"];

    public int? Attempt => (int?)Json["attempt_number"];

    public string? EntityId => (string?)Json["entity"]?["id"];

    // "person <id>" and "bot <id>".
    public IReadOnlyList<string> Authors => Users("authors");

    public IReadOnlyList<string> Properties =>
        [.. Json["data"]!["updated_properties"]!.AsArray().Select(it => (string)it!)];

    public IReadOnlyList<string> Users(string member) =>
        [.. Json[member]!.AsArray().Select(it => $"{it!["type"]} {it["id"]}")];

    public bool IsSignedWith(string token) =>
        Signature == $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(token), Body))}";
}
