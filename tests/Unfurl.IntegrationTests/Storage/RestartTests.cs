namespace Unfurl.IntegrationTests.Storage;

[OnEachDatabase]
public sealed class RestartTests : HostedTests
{
    private const string PrivateToAda = "https://acme.example/items/3";

    [Fact]
    public async Task Tokens_and_the_providers_credential_work_after_a_restart()
    {
        using var ada = UserAs("ada");
        var tokens = await ada.ConnectAsync();

        await Host.RestartServiceAsync();
        var unfurled = await Notion.UnfurlAsync(tokens.AccessToken, PrivateToAda);
        var refreshed = await Notion.RefreshAsync(tokens.RefreshToken);

        unfurled.Body.ShouldContain("Prepare the 2027 salary round");
        refreshed.Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_consent_page_survives_a_restart()
    {
        using var ada = UserAs("ada");
        var page = await ada.ReachConsentAsync();

        await Host.RestartServiceAsync();
        var callback = await ada.Browser.PressAsync(page, "Allow");

        callback.AuthorizationResponse.ContainsKey("code").ShouldBeTrue();
    }

    [Fact]
    public async Task A_code_survives_a_restart()
    {
        using var ada = UserAs("ada");
        var code = await ada.GetCodeAsync();

        await Host.RestartServiceAsync();
        var response = await Notion.RedeemAsync(code);

        response.Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_schema_scripts_are_applied_once()
    {
        await using var host = await new TestHostBuilder()
            .WithDatabase(await TestDatabase.CreateEmptyAsync())
            .StartAsync();
        var first = Applied().ToList();

        await host.RestartServiceAsync();

        first.ShouldNotBeEmpty();
        Applied().ShouldBeEmpty();
        (await host.Database.CountAsync(Rows.Migrations)).ShouldBe(first.Count);

        IEnumerable<LogLine> Applied() =>
            host.Service.Logs.Lines.Where(line => line.Text.StartsWith("Applied the schema", StringComparison.Ordinal));
    }
}
