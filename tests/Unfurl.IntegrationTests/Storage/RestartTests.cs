using System.Net;
using Unfurl.IntegrationTests.Fixtures;
using Unfurl.Testing.Browsing;

namespace Unfurl.IntegrationTests.Storage;

/// <summary>All that matters is in storage: a restart loses nothing.</summary>
public abstract class RestartTests(PostgresFixture? postgres) : WorldTests(postgres)
{
    private const string PrivateToAda = "https://acme.example/items/3";

    [Fact]
    public async Task Tokens_and_the_providers_credential_work_after_a_restart()
    {
        using var ada = SomebodyAs("ada");
        var tokens = await ada.ConnectAsync();

        await World.RestartServiceAsync();
        var unfurled = await Notion.UnfurlAsync(tokens.AccessToken, PrivateToAda);
        var refreshed = await Notion.RefreshAsync(tokens.RefreshToken);

        unfurled.Body.ShouldContain("Prepare the 2027 salary round");
        refreshed.Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_consent_page_from_before_a_restart_can_still_be_answered()
    {
        using var ada = SomebodyAs("ada");
        var page = await ada.ReachConsentAsync();

        await World.RestartServiceAsync();
        var callback = await ada.Browser.PressAsync(page, "Allow");

        callback.Answer.ContainsKey("code").ShouldBeTrue();
    }

    [Fact]
    public async Task A_code_from_before_a_restart_can_still_be_traded()
    {
        using var ada = SomebodyAs("ada");
        var code = await ada.GetCodeAsync();

        await World.RestartServiceAsync();
        var answer = await Notion.RedeemAsync(code);

        answer.Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_schema_scripts_are_applied_once()
    {
        var first = World.Service.Logs.Lines.Count(line =>
            line.Text.StartsWith("Applied the schema", StringComparison.Ordinal)
        );

        await World.RestartServiceAsync();

        first.ShouldBePositive();
        World.Service.Logs.Lines.ShouldNotContain(line =>
            line.Text.StartsWith("Applied the schema", StringComparison.Ordinal)
        );
        (await World.Database.CountAsync("schema_versions")).ShouldBe(first);
    }

    public sealed class OnSqlite() : RestartTests(null);

    public sealed class OnPostgres(PostgresFixture postgres) : RestartTests(postgres);
}
