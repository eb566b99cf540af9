using System.Net.Http.Json;
using AngleSharp.Dom;
using Unfurl.IntegrationTests.Storage.Upgrade;
using static Unfurl.Testing.GitHub.GitHubThings;
using static Unfurl.Testing.GitHub.GitHubUsers;

namespace Unfurl.IntegrationTests.Storage;

/// <summary>
/// The service starts on a database of an earlier build, stopped in the middle of its work, and continues with all of
/// its data.
/// </summary>
[OnEachDatabase]
public sealed class UpgradeTests
{
    private const string Preview = "\"attributes\"";
    private const string PrivateLink = $"https://github.com/{PrivateRepository}/pull/118";

    // Providers without webhooks are polled after ten minutes.
    private static readonly TimeSpan Polled = TimeSpan.FromMinutes(11);

    // A start may add rows to these tables.
    private static readonly string[] Growing = ["schema_versions", "key_ring"];

    // Tables that a migration renamed or united: old name to new name.
    private static readonly Dictionary<string, string> Renamed = new(StringComparer.Ordinal)
    {
        ["tracked_previews"] = "displays",
        ["tracked_resources"] = "display_resources",
        ["due_refreshes"] = "jobs",
        ["due_pushes"] = "jobs",
        ["workspace_limits"] = "job_lanes",
    };

    public static TheoryData<string> Versions => [.. UpgradeData.Versions];

    [Theory, MemberData(nameof(Versions))]
    public async Task Every_row_is_there_after_the_start(string version)
    {
        var (host, data) = await UpgradeHost.UpgradeAsync(version);
        await using var _ = host;

        var rows = await DatabaseDump.RowsAsync(host.Database);

        foreach (
            var tables in data
                .Rows.Where(table => !Growing.Contains(table.Key))
                .GroupBy(table => Renamed.GetValueOrDefault(table.Key, table.Key))
        )
            rows.GetValueOrDefault(tables.Key, -1).ShouldBe(tables.Sum(table => table.Value), tables.Key);
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task Access_tokens_show_previews_as_their_accounts(string version)
    {
        var (host, data) = await UpgradeHost.UpgradeAsync(version);
        await using var _ = host;

        foreach (var connection in data.Connections)
        foreach (var link in connection.Links)
        {
            var received = await host.UnfurlAsync(connection.AccessToken, link);
            received.Status.ShouldBe(connection.HasExpired ? HttpStatusCode.Unauthorized : HttpStatusCode.OK);
            if (connection.NeedsSignIn)
                received.Body.ShouldContain("\"status\":401");
            else if (!connection.HasExpired)
                received.Body.ShouldContain(TitleOf(link, data));
        }
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task Refresh_tokens_give_access_tokens_of_the_same_accounts(string version)
    {
        var (host, data) = await UpgradeHost.UpgradeAsync(version);
        await using var _ = host;

        foreach (var connection in data.Connections.Where(it => !it.NeedsSignIn))
        {
            var tokens = await RefreshAsync(host, data, connection);
            var shown = await host.UnfurlAsync(tokens.AccessToken, connection.Links[0]);
            var hidden = await host.UnfurlAsync(tokens.AccessToken, PrivateLink);

            shown.Body.ShouldContain(Preview);
            hidden.Body.Contains(Preview, StringComparison.Ordinal).ShouldBe(connection.Login == Codertocat);
        }
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task A_code_can_be_redeemed(string version)
    {
        var (host, data) = await UpgradeHost.UpgradeAsync(version);
        await using var _ = host;

        var tokens = await RedeemAsync(host, data, data.Code);

        (await host.UnfurlAsync(tokens.AccessToken, PrivateLink)).Body.ShouldContain(Preview);
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task An_open_consent_page_can_be_answered(string version)
    {
        var (host, data) = await UpgradeHost.UpgradeAsync(version);
        await using var _ = host;
        using var browser = BrowserOf(data);

        var page = await browser.OpenAsync(new Uri(host.Url, data.Browser.ConsentPath));
        var code = UpgradeHost.CodeIn(await browser.PressAsync(page, "Allow"));
        var tokens = await RedeemAsync(host, data, code);

        (await host.UnfurlAsync(tokens.AccessToken, PrivateLink)).Body.ShouldContain(Preview);
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task A_browser_is_still_signed_in_and_sees_accounts_workspaces_and_previews(string version)
    {
        var (host, data) = await UpgradeHost.UpgradeAsync(version);
        await using var _ = host;
        using var browser = BrowserOf(data);

        var page = await OpenConnectionsAsync(browser, host);

        page.Text.ShouldContain($"You are {data.Browser.Login}");
        foreach (var instance in new[] { "github.com", UpgradeHost.EnterpriseHost })
            page.Page.QuerySelectorAll("tr")
                .Single(row => row.TextContent.Contains(instance) && row.TextContent.Contains("Disconnect"))
                .TextContent.ShouldContain(data.Browser.Login);
        foreach (var connection in data.Connections.Where(it => it.Login == data.Browser.Login))
        {
            var workspace = page
                .Page.QuerySelectorAll(".card")
                .Single(card => card.QuerySelector("strong")?.TextContent == connection.Workspace);
            (workspace.QuerySelector(".bad") is not null).ShouldBe(connection.NeedsReconnect);
            foreach (var link in connection.Links)
                RowsOf(link, page).ShouldContain(row => row.TextContent.Contains(connection.Workspace));
        }
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task Signing_in_renews_a_credential_that_had_ended(string version)
    {
        var (host, data) = await UpgradeHost.UpgradeAsync(version);
        await using var _ = host;
        using var browser = new TestBrowser();
        var connection = data.Connections.Single(it => it.NeedsSignIn);

        var page = await OpenConnectionsAsync(browser, host);
        page = await browser.FollowAsync(page, "Sign in with github.com");
        page = await browser.FollowAsync(page, $"Continue as {connection.Login}");
        var received = await host.UnfurlAsync(connection.AccessToken, connection.Links[0]);

        page.Text.ShouldContain(connection.Workspace);
        received.Body.ShouldContain(TitleOf(connection.Links[0], data));
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task A_delivery_that_was_accepted_has_no_second_effect(string version)
    {
        var (host, data) = await UpgradeHost.UpgradeAsync(version);
        await using var _ = host;
        var before = await DatabaseDump.RowsAsync(host.Database);

        foreach (var id in data.Deliveries)
            await host.DeliverAsync(GitHubDelivery.OfPullRequest(4) with { Id = id });

        (await DatabaseDump.RowsAsync(host.Database)).ShouldBe(before);
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task Every_preview_follows_what_it_shows(string version)
    {
        const string Later = "Something later";
        var (host, data) = await UpgradeHost.UpgradeAsync(version);
        await using var _ = host;

        foreach (var number in data.PullRequests.Keys.Append(Issue))
            await host.SetTitleAsync(number, Later);
        await host.GitHub.SetAsync(PrivateRepository, PrivatePullRequest, new { title = Later });
        await host.GitHub.SetRepositoryAsync(PopularRepository, new { description = Later });
        // GitHub Enterprise has no webhooks here.
        host.Clock.Advance(Polled);
        await host.DeliverEverythingAsync();

        foreach (var connection in data.Connections.Where(it => it.IsActive))
        foreach (var link in connection.Links)
            await host.UntilAsync(
                () => IsTold(new StoredUpdate(connection.NotionToken, link, Later), host),
                $"Notion is told of {link} in {connection.Workspace}",
                again: Polled
            );
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task Work_that_was_due_or_claimed_is_carried_out_and_nothing_else(string version)
    {
        var (host, data) = await UpgradeHost.UpgradeAsync(version);
        await using var _ = host;
        using var browser = BrowserOf(data);
        var stuck = await StuckAsync();
        // A stored state is pushed unchanged, without a query.
        foreach (var update in data.Due.Concat(data.Leased).Where(it => it.IsStored))
            await host.SetTitleAsync(int.Parse(new Uri(update.Uri).Segments[^1]), "Not asked for");

        host.Clock.Advance(TimeSpan.FromSeconds(2));
        await host.UntilAsync(() => data.Due.All(it => IsTold(it, host)), "Notion is told what was due");
        host.Notion.Updates.ShouldNotContain(update => data.Leased.Any(it => it.Uri == update.Uri));
        host.Clock.Advance(TimeSpan.FromSeconds(30));
        await host.UntilAsync(() => data.Leased.All(it => IsTold(it, host)), "Notion is told what was claimed");

        host.Notion.Updates.Select(it => (it.NotionToken, it.Uri))
            .Distinct()
            .Order()
            .ShouldBe(data.Due.Concat(data.Leased).Select(it => (it.NotionToken, it.Uri)).Order());
        (await StuckAsync()).ShouldBe(stuck);

        // The page's texts for previews whose latest state Notion rejected.
        async Task<IReadOnlyList<string>> StuckAsync()
        {
            var page = await OpenConnectionsAsync(browser, host);
            var texts = data
                .Stuck.SelectMany(update => RowsOf(update.Uri, page))
                .SelectMany(row => row.QuerySelectorAll(".bad"))
                .Select(pill => pill.TextContent)
                .ToList();
            texts.Count.ShouldBe(data.Stuck.Count);
            return texts;
        }
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task Deletion_ends_one_grant_and_no_other(string version)
    {
        var (host, data) = await UpgradeHost.UpgradeAsync(version);
        await using var _ = host;
        using var browser = BrowserOf(data);
        var ended = data.Connections.Last(it => it.IsActive && it.Login == data.Browser.Login);

        var received = await host.SendAsync(
            HttpMethod.Delete,
            "/notion/deletion",
            JsonContent.Create(new { refresh_token = ended.RefreshToken })
        );
        var page = await OpenConnectionsAsync(browser, host);

        ((int)received.Status).ShouldBeInRange(200, 204);
        page.Page.QuerySelectorAll("strong").ShouldNotContain(name => name.TextContent == ended.Workspace);
        foreach (var connection in data.Connections.Where(it => it != ended && !it.HasExpired))
            (await host.UnfurlAsync(connection.AccessToken, connection.Links[0])).Status.ShouldBe(HttpStatusCode.OK);
        (await host.UnfurlAsync(ended.AccessToken, ended.Links[0])).Status.ShouldBe(HttpStatusCode.Unauthorized);
        RowsOf(ended.Links[0], page).ShouldBeEmpty();
    }

    private static async Task<Tokens> RefreshAsync(UpgradeHost host, UpgradeData data, StoredConnection connection) =>
        Tokens.From(
            await host.TokenAsync(data, ("grant_type", "refresh_token"), ("refresh_token", connection.RefreshToken))
        );

    private static async Task<Tokens> RedeemAsync(UpgradeHost host, UpgradeData data, string code) =>
        Tokens.From(
            await host.TokenAsync(
                data,
                ("grant_type", "authorization_code"),
                ("code", code),
                ("redirect_uri", data.RedirectUri)
            )
        );

    private static TestBrowser BrowserOf(UpgradeData data)
    {
        var browser = new TestBrowser();
        foreach (var (name, value) in data.Browser.Cookies)
            browser.Cookies[name] = value;
        return browser;
    }

    private static Task<Visit> OpenConnectionsAsync(TestBrowser browser, UpgradeHost host) =>
        browser.OpenAsync(new Uri(host.Url, "/connections"));

    private static IEnumerable<IElement> RowsOf(string link, Visit page) =>
        page.Page.QuerySelectorAll("tr").Where(row => row.QuerySelector("code")?.TextContent == link);

    private static bool IsTold(StoredUpdate update, UpgradeHost host) =>
        host.Notion.Updates.Any(it =>
            it.NotionToken == update.NotionToken && it.Uri == update.Uri && it.Text.Contains(update.Text)
        );

    // The title of a public pull request; for other links a marker that a preview exists.
    private static string TitleOf(string link, UpgradeData data) =>
        link.Contains($"{PublicRepository}/pull/", StringComparison.Ordinal)
            ? $"\"{data.PullRequests[int.Parse(new Uri(link).Segments[^1])]}\""
            : Preview;
}
