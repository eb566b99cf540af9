using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Unfurl.Simulator;
using Unfurl.Testing;
using Unfurl.Testing.Browsing;

namespace Unfurl.Benchmarks.Http;

/// <summary>The real service, as operators run it, and somebody who connected.</summary>
internal sealed class ServiceUnderTest : IAsyncDisposable
{
    private readonly ServiceProcess _process;
    private readonly SimulatorHost _notion;

    private ServiceUnderTest(ServiceProcess process, SimulatorHost notion) => (_process, _notion) = (process, notion);

    public int ProcessId => _process.Id;

    public Uri Url => _process.Url;

    public string Token { get; private set; } = "";

    /// <param name="provider">Where links lead.</param>
    /// <param name="settings">Further settings.</param>
    public static async Task<ServiceUnderTest> StartAsync(
        ProviderDouble provider,
        params IEnumerable<KeyValuePair<string, string?>> settings
    )
    {
        var notion = await SimulatorHost.StartAsync();
        var port = Ports.Free();
        var process = ServiceProcess.Start(
            port: port,
            settings:
            [
                .. Separately.Settings(notion),
                .. provider.Settings,
                new(
                    "Unfurl:OAuth:RedirectUris:0",
                    Separately.Options(notion.BaseUrl, notion.BaseUrl).RedirectUri.AbsoluteUri
                ),
                new("Unfurl:PublicUrl", $"http://127.0.0.1:{port}"),
                new("Unfurl:Cache:Fresh", "1.00:00:00"),
                .. settings,
            ]
        );
        await process.WaitUntilListeningAsync();
        var service = new ServiceUnderTest(process, notion);
        notion.Configure(Separately.Options(notion.BaseUrl, process.Url));
        await service.ConnectAsync();
        return service;
    }

    /// <summary>The body of a request for a pull request.</summary>
    public static string Body(int number) => $$"""{"uri":"https://github.com/octocat/Hello-World/pull/{{number}}"}""";

    public Target Target(int number) => new(new Uri(Url, "/unfurl"), Token, Body(number), ProcessId);

    public HttpClient CreateClient()
    {
        var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 2000 }) { BaseAddress = Url };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        await _notion.DisposeAsync();
    }

    private async Task ConnectAsync()
    {
        using var browser = new TestBrowser { StopsAt = IsNotion };
        var consent = await browser.OpenAsync(_notion.Simulator.ConnectUrl("ada"));
        // With one provider the sign-in may be offered as a choice first.
        var callback = await browser.PressAsync(consent, "Allow");
        using var client = new HttpClient { BaseAddress = Url };
        var answer = await client.PostAsync(
            "/notion/token",
            new FormUrlEncodedContent(
                new Dictionary<string, string>
                {
                    ["grant_type"] = "authorization_code",
                    ["code"] = callback.Answer["code"],
                    ["redirect_uri"] = _notion.Simulator.Options.RedirectUri.AbsoluteUri,
                    ["client_id"] = Separately.ClientId,
                    ["client_secret"] = Separately.ClientSecret,
                }
            )
        );
        answer.EnsureSuccessStatusCode();
        Token = (await answer.Content.ReadFromJsonAsync<JsonNode>())!["access_token"]!.GetValue<string>();
    }

    private bool IsNotion(Uri url) =>
        url.Port == _notion.BaseUrl.Port
        && url.AbsolutePath.EndsWith("externalintegrationauthcallback", StringComparison.OrdinalIgnoreCase);
}
