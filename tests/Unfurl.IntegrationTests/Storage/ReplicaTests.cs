namespace Unfurl.IntegrationTests.Storage;

[OnPostgres]
public sealed class ReplicaTests
{
    private const int Replicas = 4;

    [Fact]
    public async Task Replicas_that_start_at_once_apply_each_script_once_and_agree_on_one_key()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            [database.Setting.Key] = database.Setting.Value,
        };

        var hosts = await Task.WhenAll(
            Enumerable.Range(0, Replicas).Select(_ => Task.Run(() => UnfurlHost.Start(settings)))
        );

        var applied = hosts
            .SelectMany(host => host.Logs.Lines)
            .Where(line => line.Text.StartsWith("Applied the schema", StringComparison.Ordinal))
            .Select(line => line.Text)
            .ToList();
        var (versions, keys) = (await database.CountAsync(Rows.Migrations), await database.CountAsync(Rows.Keys));
        foreach (var host in hosts)
            await host.DisposeAsync();
        applied.Count.ShouldBe((int)versions);
        applied.ShouldBeUnique();
        keys.ShouldBe(1);
    }

    [Fact]
    public async Task A_flow_started_on_one_replica_completes_on_another()
    {
        await using var testHost = await new TestHostBuilder().WithAcme().WithNotion().StartAsync();
        await using var replica = testHost.StartReplica();
        using var ada = new NotionUser(testHost, "ada");
        var page = await ada.ReachConsentAsync();
        var (action, fields) = page.Form("Allow");

        var callback = await ada.Browser.SubmitAsync(new Uri(replica.Url, action.PathAndQuery), fields);
        var tokens = Tokens.From(await new NotionCalls(testHost).RedeemAsync(callback.AuthorizationResponse["code"]));
        using var client = replica.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/unfurl")
        {
            Headers = { { "Authorization", $"Bearer {tokens.AccessToken}" } },
            Content = NotionCalls.Json(new { uri = "https://acme.example/items/3" }),
        };
        using var response = await client.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).ShouldContain("Prepare the 2027 salary round");
    }
}
