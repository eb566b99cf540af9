using Unfurl.Testing.Tracker;

namespace Unfurl.IntegrationTests.Connections.SignIn;

[OnEachDatabase]
public sealed class KeySignInTests : IAsyncLifetime
{
    private TrackerHost _host = null!;

    private TrackerDouble Tracker => _host.Tracker;

    public async ValueTask InitializeAsync()
    {
        _host = await TrackerHost.StartAsync();
        Tracker.Put(1, "Hidden from others", isPublic: false, "ada");
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_user_who_comes_from_Notion_pastes_a_key_and_sees_what_it_may_see()
    {
        using var browser = _host.Host.CreateBrowser();
        var page = await browser.OpenAsync(_host.Host.Notion.ConnectUrl("ada", "home"));
        page.Text.ShouldContain("API access key");
        page.Text.ShouldContain("end it at tracker.acme.com too");

        var consent = await PasteAsync(browser, page, Tracker.Key("ada").Reveal());
        consent.Text.ShouldContain("Connect with Notion?");
        var callback = await browser.PressAsync(consent, "Allow");
        var notion = new NotionCalls(_host.Host);
        var tokens = Tokens.From(await notion.RedeemAsync(callback.AuthorizationResponse["code"]));

        (await notion.UnfurlAsync(tokens.AccessToken, TrackerHost.LinkTo(1))).Body.ShouldContain("Hidden from others");
    }

    [Theory]
    [InlineData("a-key-that-nobody-has", "does not accept this key")]
    [InlineData("two words", "That is no key")]
    [InlineData("k\u00E9y", "That is no key")]
    [InlineData("", "That is no key")]
    public async Task What_is_no_valid_key_is_refused_with_the_reason(string key, string reason)
    {
        using var browser = _host.Host.CreateBrowser();

        var answer = await PasteAsync(browser, await OpenAsync(browser), key);

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Text.ShouldContain(reason);
        answer.Headers["Cache-Control"].ShouldContain("no-store");
        answer.Page.QuerySelector("input[name=key]")!.GetAttribute("value").ShouldBeNull();
        browser.Cookies.Keys.ShouldNotContain(name => name.Contains("session"));
    }

    [Fact]
    public async Task While_the_provider_fails_nobody_is_signed_in_and_trying_again_helps()
    {
        using var browser = _host.Host.CreateBrowser();
        var key = Tracker.Key("ada").Reveal();
        Tracker.Fails = 500;
        var answer = await PasteAsync(browser, await OpenAsync(browser), key);
        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Text.ShouldContain("could not be reached");

        Tracker.Fails = null;
        (await PasteAsync(browser, answer, key)).Text.ShouldContain("You are ada on tracker.acme.com");
    }

    [Fact]
    public async Task A_fault_of_the_adapter_is_logged_as_one()
    {
        using var browser = _host.Host.CreateBrowser();
        var key = Tracker.Key("ada").Reveal();
        // Without the JSON that the adapter reads.
        Tracker.Fails = 204;

        await PasteAsync(browser, await OpenAsync(browser), key);

        _host.Service.Logs.Lines.Where(line => line.Reason == "adapter_failed").ShouldHaveSingleItem();
        _host.Service.Logs.ToString().ShouldNotContain(key);
    }

    [Fact]
    public async Task The_same_person_is_the_same_account_whatever_the_key()
    {
        using var browser = _host.Host.CreateBrowser();
        using var other = _host.Host.CreateBrowser();
        await PasteAsync(browser, await OpenAsync(browser), Tracker.Key("ada").Reveal());

        await PasteAsync(other, await OpenAsync(other), Tracker.Key("ada").Reveal());

        (await _host.Host.Database.CountAsync(Rows.Accounts)).ShouldBe(1);
    }

    [Fact]
    public async Task A_key_of_somebody_who_has_an_account_cannot_be_added_to_another()
    {
        using var ben = _host.Host.CreateBrowser();
        using var ada = _host.Host.CreateBrowser();
        await PasteAsync(ben, await OpenAsync(ben), Tracker.Key("ben").Reveal());
        await PasteAsync(ada, await OpenAsync(ada), Tracker.Key("ada").Reveal());

        var page = await ada.OpenAsync(At("/signin/tracker?return_url=/connections&add=true"));
        var answer = await PasteAsync(ada, page, Tracker.Key("ben").Reveal());

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Text.ShouldContain("connected with somebody else");
        (await ada.OpenAsync(At("/connections"))).Text.ShouldContain("You are ada");
    }

    [Fact]
    public async Task Only_some_keys_may_be_tried()
    {
        using var browser = _host.Host.CreateBrowser();
        var page = await browser.OpenAsync(_host.Host.Notion.ConnectUrl("ada", "home"));
        for (var i = 0; i < 10; i++)
            (await PasteAsync(browser, page, $"guess-{i}")).Status.ShouldBe(HttpStatusCode.BadRequest);
        var checks = Tracker.Checks;

        var answer = await PasteAsync(browser, page, Tracker.Key("ada").Reveal());

        answer.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        Tracker.Checks.ShouldBe(checks);
    }

    [Fact]
    public async Task A_form_from_elsewhere_signs_nobody_in()
    {
        using var browser = _host.Host.CreateBrowser();

        var answer = await browser.SubmitAsync(At("/signin/tracker/key"), [new("key", Tracker.Key("ada").Reveal())]);

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        browser.Cookies.Keys.ShouldNotContain(name => name.Contains("session"));
        Tracker.Checks.ShouldBe(0);
    }

    [Fact]
    public async Task A_key_is_neither_stored_nor_logged_in_clear()
    {
        using var browser = _host.Host.CreateBrowser();
        var key = Tracker.Key("ada").Reveal();

        await PasteAsync(browser, await OpenAsync(browser), key);

        (await _host.Host.Database.DumpAsync()).ShouldNotContain(key);
        _host.Service.Logs.ToString().ShouldNotContain(key);
    }

    [Theory]
    [InlineData("/signin/tracker/key?return_url=https://evil.example/")]
    [InlineData("/signin/tracker/key?return_url=//evil.example/")]
    public async Task Nobody_is_sent_elsewhere_after_a_sign_in(string path)
    {
        using var browser = _host.Host.CreateBrowser();

        var page = await PasteAsync(browser, await browser.OpenAsync(At(path)), Tracker.Key("ada").Reveal());

        page.Address.AbsolutePath.ShouldBe("/connections");
    }

    [Theory]
    [InlineData("/signin/acme/key")]
    [InlineData("/signin/nobody/key")]
    public async Task Only_providers_that_take_keys_have_the_page(string path)
    {
        using var browser = _host.Host.CreateBrowser();

        (await browser.OpenAsync(At(path))).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private Uri At(string path) => new(_host.Service.Url, path);

    private Task<Visit> OpenAsync(TestBrowser browser) =>
        browser.OpenAsync(At("/signin/tracker?return_url=/connections"));

    private static Task<Visit> PasteAsync(TestBrowser browser, Visit page, string key)
    {
        var (action, fields) = page.Form("Sign in");
        return browser.SubmitAsync(action, fields.Select(field => field.Key == "key" ? new("key", key) : field));
    }
}
