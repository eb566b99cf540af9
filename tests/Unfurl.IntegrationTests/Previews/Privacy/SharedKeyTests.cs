using Unfurl.Testing.Tracker;

namespace Unfurl.IntegrationTests.Previews.Privacy;

/// <summary>One key for everybody who connects from a workspace that the operator lists, and nothing for strangers.</summary>
[OnEachDatabase]
public sealed class SharedKeyTests : IAsyncLifetime
{
    private const int Issue = 1;
    private const string Title = "For the company";

    private TrackerHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await TrackerHost.StartAsync(
            "Shared",
            tracker => tracker.Key("reader"),
            settings: TrackerHost.Lists(TrackerHost.Home)
        );
        _host.Tracker.Put(Issue, Title, isPublic: false, "reader");
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Whoever_connects_from_a_listed_workspace_sees_what_the_key_sees()
    {
        using var browser = _host.Host.CreateBrowser();
        var consent = await browser.OpenAsync(_host.Host.Notion.ConnectUrl("ada", TrackerHost.Home));
        consent.Text.ShouldContain("whoever connects from this workspace sees what that key may see");

        var tokens = await AllowAsync(browser, consent);

        (await UnfurlAsync(tokens)).ShouldContain(Title);
    }

    [Fact]
    public async Task A_stranger_s_workspace_gets_no_account_no_token_and_no_word()
    {
        using var browser = _host.Host.CreateBrowser();
        var before = await _host.Host.Database.RowCountsAsync();
        var consent = await browser.OpenAsync(_host.Host.Notion.ConnectUrl("eve", TrackerHost.Stranger));

        var callback = await browser.PressAsync(consent, "Allow");

        callback.AuthorizationResponse["error"].ShouldBe("access_denied");
        callback.AuthorizationResponse.ShouldNotContainKey("code");
        (await _host.Host.Database.RowCountsAsync()).ShouldBe(before);
        _host.Service.Logs.Lines.ShouldContain(line => line.Reason == "workspace_not_listed");
        _host.Tracker.Calls.ShouldBe(0);
    }

    [Fact]
    public async Task A_workspace_that_is_no_longer_listed_is_shut_out_at_once()
    {
        using var browser = _host.Host.CreateBrowser();
        var tokens = await AllowAsync(browser, await browser.OpenAsync(Connect("ada")));

        await _host.Host.RestartServiceAsync(TrackerHost.Lists(TrackerHost.Stranger));

        var answer = await Notion.UnfurlAsync(tokens.AccessToken, TrackerHost.LinkTo(Issue));
        answer.Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await Notion.RefreshAsync(tokens.RefreshToken)).Body.ShouldContain("invalid_grant");
    }

    [Fact]
    public async Task An_account_without_a_sign_in_lives_as_long_as_its_grant()
    {
        using var browser = _host.Host.CreateBrowser();
        var tokens = await AllowAsync(browser, await browser.OpenAsync(Connect("ada")));
        (await _host.Host.Database.CountAsync(Rows.Accounts)).ShouldBe(1);

        (await Notion.DeleteGrantAsync(new { access_token = tokens.AccessToken })).Status.ShouldBe(HttpStatusCode.OK);

        (await _host.Host.Database.CountAsync(Rows.Accounts)).ShouldBe(0);
    }

    [Fact]
    public async Task All_share_one_call()
    {
        using var one = _host.Host.CreateBrowser();
        using var other = _host.Host.CreateBrowser();
        var ada = await AllowAsync(one, await one.OpenAsync(Connect("ada")));
        var ben = await AllowAsync(other, await other.OpenAsync(Connect("ben")));

        (await UnfurlAsync(ada)).ShouldContain(Title);
        (await UnfurlAsync(ben)).ShouldContain(Title);

        _host.Tracker.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task A_key_that_the_provider_rejects_is_a_fault_of_the_deployment()
    {
        using var browser = _host.Host.CreateBrowser();
        var tokens = await AllowAsync(browser, await browser.OpenAsync(Connect("ada")));
        _host.Tracker.Fails = 401;

        (await UnfurlAsync(tokens)).ShouldContain("\"status\":502");
    }

    private NotionCalls Notion => new(_host.Host);

    private Uri Connect(string person) => _host.Host.Notion.ConnectUrl(person, TrackerHost.Home);

    private async Task<Tokens> AllowAsync(TestBrowser browser, Visit consent)
    {
        var callback = await browser.PressAsync(consent, "Allow");
        return Tokens.From(await Notion.RedeemAsync(callback.AuthorizationResponse["code"]));
    }

    private async Task<string> UnfurlAsync(Tokens tokens)
    {
        var answer = await Notion.UnfurlAsync(tokens.AccessToken, TrackerHost.LinkTo(Issue));
        answer.Status.ShouldBe(HttpStatusCode.OK);
        return answer.Body;
    }
}
