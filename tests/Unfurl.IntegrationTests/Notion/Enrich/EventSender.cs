using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Unfurl.Server.Notion.Enrich.Events;
using Unfurl.Simulator.Databases;

namespace Unfurl.IntegrationTests.Notion.Enrich;

/// <summary>Sends single events by hand, right and wrong ones, to the webhook of the connection.</summary>
internal sealed class EventSender(EnrichDriver driver, string connection = EnrichDriver.Connection) : IDisposable
{
    public const string Token = "secret_of_the_webhook";

    private readonly string _path = $"/notion/webhook/{connection}";
    private readonly HttpClient _http = driver.Host.Service.CreateClient();
    private int _sent;

    public SubscriptionRepository Subscriptions =>
        driver.Host.Service.Services.GetRequiredService<SubscriptionRepository>();

    // As an administrator does on the page.
    public async Task SetUpAsync(string token = Token)
    {
        await Subscriptions.OpenAsync(connection, default);
        (await SendHandshakeAsync(token)).Status.ShouldBe(HttpStatusCode.OK);
        (await Subscriptions.ShowAsync(connection, default)).ShouldNotBeNull().Reveal().ShouldBe(token);
        await AcceptAsync();
    }

    public async Task AcceptAsync()
    {
        var pending = (await Subscriptions.FindAsync(connection, default)).PendingAt.ShouldNotBeNull();
        (await Subscriptions.AcceptAsync(connection, pending, default)).ShouldBeTrue();
    }

    public Task<ReceivedResponse> SendHandshakeAsync(string token = Token, string? signedBy = null)
    {
        var body = new JsonObject { ["verification_token"] = token }.ToJsonString();
        return SendAsync(body, SignatureOf(body, signedBy ?? token));
    }

    // Of a person, unless others are named.
    public JsonObject EventOf(SimulatedRow row, string type, params string[] columns) =>
        EventOf(row.Id, type, row.DataSource.Id, columns);

    public JsonObject EventOf(string pageId, string type, string dataSourceId, params string[] columns)
    {
        var data = new JsonObject
        {
            ["parent"] = new JsonObject
            {
                ["id"] = Guid.Empty.ToString(),
                ["type"] = "database",
                ["data_source_id"] = dataSourceId,
            },
        };
        if (columns.Length > 0)
            data["updated_properties"] = new JsonArray([.. columns.Select(id => JsonValue.Create(id))]);
        return new JsonObject
        {
            ["id"] = $"event-{++_sent}",
            ["timestamp"] = "2026-03-02T09:00:00.000Z",
            ["workspace_id"] = driver.Workspace.Id,
            ["workspace_name"] = "Acme",
            ["subscription_id"] = "subscription",
            ["integration_id"] = "integration",
            ["type"] = type,
            ["authors"] = new JsonArray(new JsonObject { ["id"] = driver.Ada.Id, ["type"] = "person" }),
            ["attempt_number"] = 1,
            ["api_version"] = "2026-03-11",
            ["entity"] = new JsonObject { ["id"] = pageId, ["type"] = "page" },
            ["data"] = data,
        };
    }

    public async Task SendAcceptedAsync(JsonObject sent) => (await SendAsync(sent)).Status.ShouldBe(HttpStatusCode.OK);

    public Task<ReceivedResponse> SendAsync(JsonObject sent, string token = Token)
    {
        var body = sent.ToJsonString();
        return SendAsync(body, SignatureOf(body, token));
    }

    public async Task<ReceivedResponse> SendAsync(string body, string? signature, string? path = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path ?? _path);
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (signature is not null)
            request.Headers.Add("X-Notion-Signature", signature);
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return await ReceivedResponse.ReadAsync(response);
    }

    public static string SignatureOf(string body, string token) =>
        "sha256="
        + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(body)));

    public void Dispose() => _http.Dispose();
}
