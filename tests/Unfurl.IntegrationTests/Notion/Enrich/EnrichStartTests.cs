using Unfurl.Simulator;

namespace Unfurl.IntegrationTests.Notion.Enrich;

/// <summary>A deployment that has an internal connection and no keys for Link Previews.</summary>
public sealed class EnrichStartTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_starts_in_Production_and_answers_no_Link_Previews()
    {
        await using var notion = await SimulatorHost.StartAsync(cancellationToken: Cancellation);
        notion.Simulator.Databases.AddWorkspace("Acme").AddConnection("Unfurl", new Secret("ntn_token"));
        await using var service = UnfurlHost.Start(Settings(notion.BaseUrl), "Production");
        using var http = service.CreateClient();

        using var unfurl = await http.PostAsync(
            "/unfurl",
            NotionCalls.Json(new { uri = "https://github.com" }),
            Cancellation
        );
        using var token = await http.PostAsync("/notion/token", null, Cancellation);
        var setup = await http.GetStringAsync("/setup", Cancellation);

        unfurl.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        token.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        setup.ShouldContain("Link Preview");
        setup.ShouldContain("href=\"/databases\"");
        await Eventually.TrueAsync(
            () => service.Logs.ToString().Contains("belongs to the Notion workspace Acme", StringComparison.Ordinal),
            "Notion says whose the connection is"
        );
    }

    [Fact]
    public async Task It_starts_while_Notion_is_away()
    {
        await using var service = UnfurlHost.Start(Settings(new Uri($"http://127.0.0.1:{Ports.Free()}")), "Production");
        using var http = service.CreateClient();

        (await http.HealthAsync()).ShouldStartWith("""{"status":"healthy" """.TrimEnd());
    }

    private static Dictionary<string, string?> Settings(Uri notion) =>
        new(StringComparer.OrdinalIgnoreCase)
        {
            ["Unfurl:Notion:ApiUrl"] = notion.AbsoluteUri,
            ["Unfurl:Notion:Connections:acme:Token"] = "ntn_token",
        };
}
