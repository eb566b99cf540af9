using System.Net;
using Microsoft.Extensions.Logging;
using Unfurl.IntegrationTests.Fixtures;
using Unfurl.Testing.Browsing;

namespace Unfurl.IntegrationTests.Storage;

/// <summary>Without its keys the service can read nothing that it encrypted: that costs its users a sign-in, not the service.</summary>
public abstract class LostKeyRingTests(PostgresFixture? postgres) : WorldTests(postgres)
{
    private const string PrivateToAda = "https://acme.example/items/3";

    [Fact]
    public async Task Signing_in_again_is_all_that_a_lost_key_ring_asks_for()
    {
        using var ada = SomebodyAs("ada");
        var tokens = await ada.ConnectAsync();

        await LoseKeyRingAsync();
        var refused = await Notion.UnfurlAsync(tokens.AccessToken, PrivateToAda);
        var page = await ada.Browser.OpenAsync(new Uri(World.Service.Url, "/connections"));
        var signedIn = await ada.OpenConnectionsAsync();
        var shown = await Notion.UnfurlAsync(tokens.AccessToken, PrivateToAda);

        refused.Status.ShouldBe(HttpStatusCode.OK, refused.Body);
        refused.Body.ShouldContain("\"status\":401");
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Text.ShouldContain("Sign in with");
        signedIn.Text.ShouldContain("You are ada");
        shown.Body.ShouldContain("Prepare the 2027 salary round");
    }

    [Fact]
    public async Task Who_is_signed_in_elsewhere_still_sees_that_the_account_wants_a_sign_in()
    {
        using var ada = SomebodyAs("ada");
        await ada.ConnectAsync();
        await LoseKeyRingAsync();
        await ada.OpenConnectionsAsync();

        await LoseCredentialAsync();
        var page = await ada.OpenConnectionsAsync();

        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Text.ShouldContain("sign in again");
    }

    [Fact]
    public async Task A_consent_page_from_before_is_unknown_and_connecting_anew_works()
    {
        using var ada = SomebodyAs("ada");
        var before = await ada.ReachConsentAsync();

        await LoseKeyRingAsync();
        var reopened = await ada.Browser.OpenAsync(before.Address);
        var answered = await ada.Browser.PressAsync(before, "Allow");
        var tokens = await ada.ConnectAsync();

        ((int)reopened.Status).ShouldBeInRange(400, 499);
        ((int)answered.Status).ShouldBeInRange(400, 499);
        (await Notion.UnfurlAsync(tokens.AccessToken, PrivateToAda)).Body.ShouldContain("salary round");
    }

    [Fact]
    public async Task The_log_warns_once_that_something_is_unreadable()
    {
        using var ada = SomebodyAs("ada");
        var tokens = await ada.ConnectAsync();
        await LoseKeyRingAsync();

        for (var i = 0; i < 3; i++)
            await Notion.UnfurlAsync(tokens.AccessToken, PrivateToAda);

        World
            .Service.Logs.Lines.Where(line => line.Category.EndsWith("SecretProtector", StringComparison.Ordinal))
            .ShouldHaveSingleItem()
            .Level.ShouldBe(LogLevel.Warning);
    }

    /// <summary>The running service knows its keys by heart.</summary>
    private async Task LoseKeyRingAsync()
    {
        await World.Database.ExecuteAsync("DELETE FROM key_ring");
        await World.RestartServiceAsync();
    }

    private Task LoseCredentialAsync() =>
        World.Database.ExecuteAsync("UPDATE credentials SET protected_access_token = 'of another key'");

    public sealed class OnSqlite() : LostKeyRingTests(null);

    public sealed class OnPostgres(PostgresFixture postgres) : LostKeyRingTests(postgres);
}
