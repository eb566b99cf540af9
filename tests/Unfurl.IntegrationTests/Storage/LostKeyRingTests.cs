using Microsoft.Extensions.Logging;

namespace Unfurl.IntegrationTests.Storage;

/// <summary>
/// After the loss of the key ring the service cannot decrypt its secrets: users have to sign in again, but the service
/// works.
/// </summary>
[OnEachDatabase]
public sealed class LostKeyRingTests : HostedTests
{
    private const string PrivateToAda = "https://acme.example/items/3";

    [Fact]
    public async Task A_lost_key_ring_only_requires_signing_in_again()
    {
        using var ada = UserAs("ada");
        var tokens = await ada.ConnectAsync();

        await LoseKeyRingAsync();
        var rejected = await Notion.UnfurlAsync(tokens.AccessToken, PrivateToAda);
        var page = await ada.Browser.OpenAsync(new Uri(Host.Service.Url, "/connections"));
        var signedIn = await ada.OpenConnectionsAsync();
        var shown = await Notion.UnfurlAsync(tokens.AccessToken, PrivateToAda);

        rejected.Status.ShouldBe(HttpStatusCode.OK, rejected.Body);
        rejected.Body.ShouldContain("\"status\":401");
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Text.ShouldContain("Sign in with");
        signedIn.Text.ShouldContain("You are ada");
        shown.Body.ShouldContain("Prepare the 2027 salary round");
    }

    [Fact]
    public async Task A_signed_in_user_with_an_unreadable_credential_is_asked_to_sign_in_again()
    {
        using var ada = UserAs("ada");
        await ada.ConnectAsync();
        await LoseKeyRingAsync();
        await ada.OpenConnectionsAsync();

        await LoseCredentialAsync();
        var page = await ada.OpenConnectionsAsync();

        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Text.ShouldContain("sign in again");
    }

    [Fact]
    public async Task An_earlier_consent_page_is_rejected_and_reconnecting_works()
    {
        using var ada = UserAs("ada");
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
        using var ada = UserAs("ada");
        var tokens = await ada.ConnectAsync();
        await LoseKeyRingAsync();

        for (var i = 0; i < 3; i++)
            await Notion.UnfurlAsync(tokens.AccessToken, PrivateToAda);

        Host.Service.Logs.Lines.Where(line => line.Category.EndsWith("SecretProtector", StringComparison.Ordinal))
            .ShouldHaveSingleItem()
            .Level.ShouldBe(LogLevel.Warning);
    }

    // A restart: the running service has its keys in memory.
    private async Task LoseKeyRingAsync()
    {
        await Host.Database.ExecuteAsync("DELETE FROM key_ring");
        await Host.RestartServiceAsync();
    }

    private Task LoseCredentialAsync() =>
        Host.Database.ExecuteAsync("UPDATE credentials SET protected_access_token = 'of another key'");
}
