using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Unfurl.Notion.Reading;
using Unfurl.Simulator.Authorization;
using Unfurl.Simulator.Users;

namespace Unfurl.Simulator.Checks;

/// <summary>Serves Notion's API to the service under test, and the redirect URI to a person's browser.</summary>
internal sealed class NotionListener : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly NotionSimulator _simulator;
    private readonly Lock _lock = new();
    private readonly List<TokenExchange> _exchanges = [];
    private readonly Channel<Uri> _callbacks = Channel.CreateUnbounded<Uri>();

    private NotionListener(WebApplication app, NotionSimulator simulator) => (_app, _simulator) = (app, simulator);

    // In the order of their arrival.
    public IReadOnlyList<TokenExchange> Exchanges
    {
        get
        {
            lock (_lock)
                return [.. _exchanges];
        }
    }

    public static async Task<NotionListener> StartAsync(
        Uri? listen,
        NotionSimulator simulator,
        CancellationToken cancellationToken
    )
    {
        var app = SimulatorHost.Build(listen);
        var listener = new NotionListener(app, simulator);
        app.MapPost("/v1/oauth/token", listener.ExchangeAsync);
        app.MapPatch("/v1/external/object", simulator.ExternalObject.ReceiveAsync);
        app.MapGet("/{**path}", listener.ReceiveCallback);
        await app.StartAsync(cancellationToken);
        return listener;
    }

    public Uri Address => new(_app.Urls.First());

    // Ignores earlier callbacks.
    public Task<Uri> NextCallbackAsync(CancellationToken cancellationToken)
    {
        while (_callbacks.Reader.TryRead(out _)) { }
        return _callbacks.Reader.ReadAsync(cancellationToken).AsTask();
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IResult ReceiveCallback(HttpRequest request)
    {
        if (request.Path != _simulator.Options.RedirectUri.AbsolutePath)
            return Results.NotFound();
        _callbacks.Writer.TryWrite(new(request.GetEncodedUrl()));
        return BrowserPage.Text(StatusCodes.Status200OK, "Back in Notion", "The check continues; see its output.");
    }

    // Records the violations of the request, then lets the simulator respond.
    private async Task<IResult> ExchangeAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        request.EnableBuffering();
        var body = await BoundedBody.ReadAsync(request.Body, cancellationToken);
        request.Body.Position = 0;
        var exchange = TokenExchange.From(request, body, _simulator.Options);
        lock (_lock)
            _exchanges.Add(exchange);
        return await _simulator.Token.ReceiveAsync(request, cancellationToken);
    }
}

/// <summary>A request of the service to Notion's token endpoint, and its violations.</summary>
internal sealed record TokenExchange
{
    public required IReadOnlyList<string> ClientViolations { get; init; }

    public required IReadOnlyList<string> VersionViolations { get; init; }

    public required IReadOnlyList<string> BodyViolations { get; init; }

    public required IReadOnlyList<string> AccountViolations { get; init; }

    public string? GrantType { get; init; }

    public string? Code { get; init; }

    public ExternalAccount? Account { get; init; }

    public static TokenExchange From(HttpRequest request, ReadOnlyMemory<byte> body, SimulatorOptions options)
    {
        var problems = new List<string>(ApiRequest.CheckMediaType(request)?.Violations ?? []);
        var root = JsonReading.ParseObject(body, problems);
        var ofAccount = new List<string>();
        return new()
        {
            ClientViolations = ApiRequest.CheckClient(request, options)?.Violations ?? [],
            VersionViolations = ApiRequest.CheckVersion(request, options.NotionVersion)?.Violations ?? [],
            BodyViolations = problems,
            GrantType = root?.Text("grant_type"),
            Code = root?.Text("code"),
            Account = root is { } json ? NotionTokenEndpoint.ReadAccount(json, ofAccount) : null,
            AccountViolations = ofAccount,
        };
    }
}
