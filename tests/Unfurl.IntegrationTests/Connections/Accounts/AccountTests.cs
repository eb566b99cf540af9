using static Unfurl.IntegrationTests.Connections.Accounts.DisconnectExtensions;

namespace Unfurl.IntegrationTests.Connections.Accounts;

[OnEachDatabase]
public sealed class AccountTests : HostedTests
{
    private const string OnAcme = "https://acme.example/items/1";
    private const string OnGitHub = $"https://github.com/{GitHubThings.PrivateRepository}/pull/118";

    [Theory]
    [InlineData(InNotion, true)]
    [InlineData(InNotion, false)]
    [InlineData(OnThePage, true)]
    [InlineData(OnThePage, false)]
    public async Task Two_workspaces_are_disconnected_independently(string way, bool isFirstFirst)
    {
        using var ada = UserAs("ada");
        var (office, home) = (await ada.ConnectAsync("office"), await ada.ConnectAsync("home"));
        var (ended, other) = isFirstFirst ? (office, home) : (home, office);

        await ada.DisconnectAsync(Notion, way, isFirstFirst ? "office" : "home", ended);

        await ShouldBeRevokedAsync(ended);
        (await Notion.UnfurlAsync(other.AccessToken, OnAcme)).Body.ShouldContain("attributes");
        (await Notion.RefreshAsync(other.RefreshToken)).Status.ShouldBe(HttpStatusCode.OK);

        await ada.DisconnectAsync(Notion, way, isFirstFirst ? "home" : "office", other);

        await ShouldBeRevokedAsync(other);
        (await Host.Database.CountAsync(Rows.Tokens)).ShouldBe(0);
    }

    [Fact]
    public async Task A_credential_revoked_by_the_provider_is_reported_and_one_sign_in_renews_it_for_all_workspaces()
    {
        using var ada = UserAs("ada");
        var (office, home) = (await ada.ConnectAsync("office"), await ada.ConnectAsync("home"));
        Host.Acme.Site.RevokeTokens("ada");

        var noticed = await Notion.UnfurlAsync(office.AccessToken, OnAcme);
        var known = await Notion.UnfurlAsync(home.AccessToken, OnAcme);
        await ada.Browser.FollowAsync(await ada.OpenConnectionsAsync(), "Sign in again");

        foreach (var rejected in new[] { noticed, known })
        {
            rejected.Status.ShouldBe(HttpStatusCode.OK);
            rejected.Body.ShouldContain("\"status\":401");
            rejected.Body.ShouldContain(new Uri(Host.Service.Url, "/connections").AbsoluteUri);
        }
        (await Notion.UnfurlAsync(office.AccessToken, OnAcme)).Body.ShouldContain("attributes");
        (await Notion.UnfurlAsync(home.AccessToken, OnAcme)).Body.ShouldContain("attributes");
    }

    [Fact]
    public async Task Several_providers_of_one_account_are_disconnected_independently()
    {
        await using var github = await GitHubDouble.StartAsync();
        await RestartWithAsync(github);
        using var ada = UserAs("ada");
        var tokens = await ConnectAsync(ada);
        var before = await Notion.UnfurlAsync(tokens.AccessToken, OnGitHub);
        await AddGitHubAsync(ada);

        var (onGitHub, onAcme) = (
            await Notion.UnfurlAsync(tokens.AccessToken, OnGitHub),
            await Notion.UnfurlAsync(tokens.AccessToken, OnAcme)
        );
        await ada.DisconnectProviderAsync("github.com");
        var after = await Notion.UnfurlAsync(tokens.AccessToken, OnGitHub);

        before.Body.ShouldContain("\"status\":401");
        onGitHub.Body.ShouldContain("attributes");
        onAcme.Body.ShouldContain("attributes");
        after.Body.ShouldContain("\"status\":401");
        (await Notion.UnfurlAsync(tokens.AccessToken, OnAcme)).Body.ShouldContain("attributes");
        (await Host.Database.CountAsync(Rows.Accounts)).ShouldBe(1);
        (await DeletedAtAsync(github)).ShouldBe(1);
        Host.Acme.Site.ActiveGrants("ada").ShouldBe(1);
    }

    [Fact]
    public async Task Revoking_the_last_grant_revokes_the_credentials_of_all_providers()
    {
        await using var github = await GitHubDouble.StartAsync();
        await github.UseGitHubAppAsync();
        await RestartWithAsync(github);
        using var ada = UserAs("ada");
        var tokens = await ConnectAsync(ada);
        await AddGitHubAsync(ada);

        await ada.DisconnectAsync(Notion, InNotion, "home", tokens);

        (await DeletedAtAsync(github)).ShouldBe(1);
        Host.Acme.Site.ActiveGrants("ada").ShouldBe(0);
        (await Host.Database.CountAsync(Rows.CredentialsWithTokens)).ShouldBe(0);
    }

    private Task RestartWithAsync(GitHubDouble github) =>
        Host.RestartServiceAsync(
            github
                .Settings.Append(new("Type", "GitHub"))
                .Append(new("Host", "github.com"))
                .Select(setting => KeyValuePair.Create($"Unfurl:Providers:github:{setting.Key}", setting.Value))
        );

    // The consent page offers a choice of several providers.
    private async Task<Tokens> ConnectAsync(NotionUser user)
    {
        var page = await user.Browser.FollowAsync(await user.StartAsync(), "Sign in with acme.example");
        page = await user.SignInAsync(page);
        var callback = await user.Browser.PressAsync(page, "Allow");
        return Tokens.From(await Notion.RedeemAsync(callback.AuthorizationResponse["code"]));
    }

    private static async Task AddGitHubAsync(NotionUser user)
    {
        var page = await user.OpenConnectionsAsync();
        var add = page.Page.QuerySelector("a[aria-label=\"Connect github.com\"]").ShouldNotBeNull();
        page = await user.Browser.OpenAsync(new Uri(page.Address, add.GetAttribute("href")));
        page = await user.Browser.FollowAsync(page, $"Continue as {GitHubUsers.Codertocat}");
        page.Text.ShouldContain(GitHubUsers.Codertocat);
    }

    private static async Task<int> DeletedAtAsync(GitHubDouble github) =>
        (await github.CallsAsync()).Calls.GetValueOrDefault($"DELETE /api/v3/applications/{github.ClientId}/token");

    private async Task ShouldBeRevokedAsync(Tokens tokens)
    {
        (await Notion.UnfurlAsync(tokens.AccessToken, OnAcme)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await Notion.RefreshAsync(tokens.RefreshToken))["error"].ShouldBe("invalid_grant");
    }
}
