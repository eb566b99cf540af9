using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Unfurl.Simulator;

namespace Unfurl.Tests.Simulator;

/// <summary>A simulator, a service and a browser, each on its own loopback port.</summary>
internal sealed class SimulatorFixture : IAsyncDisposable
{
    public const string Link = "https://acme.com/items/1?a=b&c=ü";

    public static readonly string NotionCredential = Convert.ToBase64String(
        Encoding.UTF8.GetBytes("notion-id:notion-secret")
    );

    private SimulatorFixture(SimulatorHost host, FakeService service, FakeTimeProvider time)
    {
        Host = host;
        Service = service;
        Time = time;
    }

    public SimulatorHost Host { get; }

    public FakeService Service { get; }

    public FakeTimeProvider Time { get; }

    public NotionSimulator Notion => Host.Simulator;

    public HttpClient Browser { get; } = new();

    public HttpClient Http { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public static async Task<SimulatorFixture> StartAsync(Func<SimulatorOptions, SimulatorOptions>? change = null)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero));
        var host = await SimulatorHost.StartAsync(time);
        var service = await FakeService.StartAsync(host.BaseUrl);
        var options = Options(host.BaseUrl, service.Url);
        host.Configure(change?.Invoke(options) ?? options);
        return new(host, service, time);
    }

    public static SimulatorOptions Options(Uri simulator, Uri service) =>
        new()
        {
            BaseUrl = simulator,
            AuthorizeUrl = new(service, "/authorize"),
            TokenUrl = new(service, "/token"),
            UnfurlUrl = new(service, "/unfurl"),
            DeletionUrl = new(service, "/deletion"),
            ClientId = "unfurl-id",
            ClientSecret = new("unfurl-secret"),
            NotionClientId = "notion-id",
            NotionClientSecret = new("notion-secret"),
        };

    public static async Task<SimulatorFixture> StartConnectedAsync(
        Func<SimulatorOptions, SimulatorOptions>? change = null
    )
    {
        var fixture = await StartAsync(change);
        await fixture.ConnectAsync("ada");
        return fixture;
    }

    public async Task<string> ConnectAsync(string user, string? workspace = null)
    {
        using var response = await Browser.GetAsync(Notion.ConnectUrl(user, workspace));
        return await response.Content.ReadAsStringAsync();
    }

    // Does not call the service; returns the parameters of Notion's redirect.
    public async Task<(string State, string Code)> BeginAsync(string user, string? returnTo = null)
    {
        using var response = await Http.GetAsync(Notion.ConnectUrl(user, returnTo: returnTo));
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(response.Headers.Location!.Query);
        return (query["state"]!, query["code"]!);
    }

    public Task<HttpResponseMessage> PushAsync(string body, CancellationToken timeout) =>
        PushAsync(body, null, cancellationToken: timeout);

    public async Task<HttpResponseMessage> PushAsync(
        string body,
        string? token = null,
        string? version = "2026-03-11",
        string contentType = "application/json",
        CancellationToken cancellationToken = default
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, new Uri(Host.BaseUrl, "/v1/external/object"));
        request.Headers.Authorization = new("Bearer", token ?? (string)Service.NotionTokens!["access_token"]!);
        if (version is not null)
            request.Headers.Add("Notion-Version", version);
        request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(contentType));
        return await Http.SendAsync(request, cancellationToken);
    }

    public async Task<System.Net.HttpStatusCode> RefreshNotionTokensAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Host.BaseUrl, "/v1/oauth/token"));
        request.Headers.Authorization = new("Basic", NotionCredential);
        request.Headers.Add("Notion-Version", "2026-03-11");
        var json = new JsonObject
        {
            ["grant_type"] = "refresh_token",
            ["refresh_token"] = (string)Service.NotionTokens!["refresh_token"]!,
        };
        request.Content = new StringContent(json.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await Http.SendAsync(request);
        if (response.IsSuccessStatusCode)
            Service.NotionTokens = JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();
        return response.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await Host.DisposeAsync();
        Browser.Dispose();
        Http.Dispose();
    }
}
