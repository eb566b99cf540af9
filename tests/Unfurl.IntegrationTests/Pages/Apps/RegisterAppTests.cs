using System.Text.Json.Nodes;
using Unfurl.Server.Logging;

namespace Unfurl.IntegrationTests.Pages.Apps;

/// <summary>An administrator registers a GitHub App from a manifest, and gets its settings once.</summary>
public sealed class RegisterAppTests : IAsyncLifetime
{
    private readonly TestBrowser _browser = new();
    private TestHost _host = null!;

    private UnfurlHost Service => _host.Service;

    private GitHubDouble GitHub => _host.GitHub;

    // In Development everybody is an administrator.
    public async ValueTask InitializeAsync() => _host = await new TestHostBuilder().WithGitHub().StartAsync();

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task The_settings_are_shown_once_and_kept_nowhere()
    {
        var callback = await _browser.ReachCallbackAsync(Service, GitHub);

        var page = await _browser.OpenAsync(callback);
        var again = await _browser.OpenAsync(callback);

        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Headers["Cache-Control"].ShouldContain("no-store");
        var lines = page.Page.QuerySelector("pre")!.TextContent.Split('\n');
        lines[..3]
            .ShouldBe([
                "Unfurl__Providers__ghes__Type='GitHub'",
                "Unfurl__Providers__ghes__Host='127.0.0.1'",
                "Unfurl__Providers__ghes__ClientId='Iv23double'",
            ]);
        var secrets = lines[3..].Select(line => line.Split('\'')[1]).ToList();
        lines[3..]
            .ShouldBe([
                $"Unfurl__Providers__ghes__ClientSecret='{secrets[0]}'",
                $"Unfurl__Providers__ghes__WebhookSecret='{secrets[1]}'",
            ]);
        page.Text.ShouldNotContain("key-of-the-app");
        page.Link("install it at")
            .GetAttribute("href")
            .ShouldBe($"{GitHub.Url}apps/unfurl-127-0-0-1/installations/new");
        again.Status.ShouldBe(HttpStatusCode.BadRequest);
        again.Text.ShouldContain("its settings were shown already");
        foreach (var secret in secrets)
        {
            again.Text.ShouldNotContain(secret);
            Service.Logs.ToString().ShouldNotContain(secret);
            (await _host.Database.DumpAsync()).ShouldNotContain(secret);
        }
        Service.Logs.ToString().ShouldNotContain(callback.Query.Split("code=")[1].Split('&')[0]);
    }

    [Theory]
    [InlineData("", "/settings/apps/new")]
    [InlineData("octo-org", "/organizations/octo-org/settings/apps/new")]
    public async Task The_form_may_be_sent_to_the_host_and_nowhere_else(string organization, string path)
    {
        var form = await _browser.OpenFormAsync(Service);

        var page = await _browser.FillAsync(form, GitHub.Url.AbsoluteUri, organization: organization);

        var (action, fields) = page.Form("Go on to");
        action.GetLeftPart(UriPartial.Path).ShouldBe(new Uri(GitHub.Url, path).AbsoluteUri);
        action.Query.ShouldMatch("^[?]state=[0-9a-f]{64}$");
        fields.ShouldHaveSingleItem().Key.ShouldBe("manifest");
        page.Headers["Content-Security-Policy"]
            .ShouldContain($"form-action 'self' {GitHub.Url.GetLeftPart(UriPartial.Authority)};");
        page.Headers["Cache-Control"].ShouldContain("no-store");
        form.Headers["Content-Security-Policy"].ShouldContain("form-action 'self';");
        (await _browser.PressAsync(page, "Go on to")).Text.ShouldContain("Create GitHub App");
    }

    [Fact]
    public async Task The_manifest_names_the_addresses_of_the_instance()
    {
        var page = await _browser.FillAsync(await _browser.OpenFormAsync(Service), "github.acme.com", instance: "GHES");

        var (action, fields) = page.Form("Go on to");
        var manifest = JsonNode.Parse(fields.Single().Value)!;
        action.GetLeftPart(UriPartial.Path).ShouldBe("https://github.acme.com/settings/apps/new");
        manifest["redirect_url"]!.GetValue<string>().ShouldBe($"{Service.Url}setup/github/callback");
        manifest["callback_urls"]!
            .AsArray()
            .Single()!
            .GetValue<string>()
            .ShouldBe($"{Service.Url}signin/ghes/callback");
        manifest["hook_attributes"]!["url"]!.GetValue<string>().ShouldBe($"{Service.Url}webhooks/ghes");
        // Plain http, on loopback.
        manifest["hook_attributes"]!["active"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Theory]
    [InlineData("", "ghes", "")]
    [InlineData("not a host", "ghes", "")]
    [InlineData("https://github.com", "ghes", "")]
    [InlineData("github.com:8443", "ghes", "")]
    [InlineData("http://github.com", "ghes", "")]
    [InlineData("localhost", "ghes", "")]
    [InlineData("github.com/path", "ghes", "")]
    [InlineData("github.com;script-src *", "ghes", "")]
    [InlineData("github.com", "", "")]
    [InlineData("github.com", "two words", "")]
    [InlineData("github.com", "ghes-2", "")]
    [InlineData("github.com", "ghes", "octo/org")]
    [InlineData("github.com", "ghes", "../x")]
    public async Task A_wrong_field_is_refused_and_nothing_begins(string host, string instance, string organization)
    {
        var form = await _browser.OpenFormAsync(Service);

        var answer = await _browser.FillAsync(form, host, instance, organization);

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Page.QuerySelector("[role=alert]").ShouldNotBeNull();
        _browser.Cookies.Keys.ShouldNotContain(name => name.Contains("unfurl.app"));
        ShouldHaveLogged(AppReasons.FieldMalformed);
    }

    [Fact]
    public async Task A_state_of_another_browser_is_refused()
    {
        using var other = new TestBrowser();
        var hers = await _browser.ReachCallbackAsync(Service, GitHub);
        await other.ReachCallbackAsync(Service, GitHub);

        var answer = await other.OpenAsync(hers);

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Text.ShouldContain("was not begun in this browser");
        ShouldHaveLogged(AppReasons.RegistrationUnknown);
        // It still works where it was begun.
        (await _browser.OpenAsync(hers)).Text.ShouldContain("The app is registered");
    }

    [Fact]
    public async Task A_registration_ends_after_ten_minutes()
    {
        var callback = await _browser.ReachCallbackAsync(Service, GitHub);
        _host.Clock.Advance(TimeSpan.FromMinutes(10));

        (await _browser.OpenAsync(callback)).Status.ShouldBe(HttpStatusCode.BadRequest);

        (await ConversionsAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_head_request_takes_nothing_from_the_person()
    {
        var callback = await _browser.ReachCallbackAsync(Service, GitHub);
        using var scanner = Service.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Head, callback);
        request.Headers.Add("Cookie", string.Join("; ", _browser.Cookies.Select(it => $"{it.Key}={it.Value}")));

        using var answer = await scanner.SendAsync(request, TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        (await _browser.OpenAsync(callback)).Text.ShouldContain("The app is registered");
    }

    [Fact]
    public async Task A_callback_without_a_code_is_refused()
    {
        var callback = await _browser.ReachCallbackAsync(Service, GitHub);

        var answer = await _browser.OpenAsync(new Uri(callback.AbsoluteUri.Replace("code=", "other=")));

        answer.Text.ShouldContain("sent no code");
        ShouldHaveLogged(AppReasons.CodeMissing);
    }

    [Fact]
    public async Task A_code_that_GitHub_does_not_know_is_explained()
    {
        var callback = await _browser.ReachCallbackAsync(Service, GitHub);

        var answer = await _browser.OpenAsync(new Uri(callback.AbsoluteUri.Replace("code=", "code=x")));

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Text.ShouldContain("does not know the code");
        answer.Link("Try again").GetAttribute("href").ShouldBe(Registration.Path);
        ShouldHaveLogged(AppReasons.CodeRejected);
    }

    [Theory]
    [InlineData(500, "{}")]
    [InlineData(201, "<html>")]
    [InlineData(201, "[]")]
    [InlineData(201, "{\"client_id\":\"id\"}")]
    [InlineData(201, "{\"client_id\":\"i\\nd\",\"client_secret\":\"s\",\"html_url\":\"{web}apps/a\"}")]
    [InlineData(201, "{\"client_id\":\"id\",\"client_secret\":\"s\",\"html_url\":\"https://evil.example/apps/a\"}")]
    [InlineData(201, "{\"client_id\":\"id\",\"client_secret\":\"s\",\"html_url\":\"javascript:alert(1)\"}")]
    [InlineData(302, "")]
    public async Task What_GitHub_answers_wrongly_is_explained(int status, string body)
    {
        var callback = await _browser.ReachCallbackAsync(Service, GitHub);
        await GitHub.AnswerAsync(status, body.Replace("{web}", GitHub.Url.AbsoluteUri), path: "/conversions");

        await ShouldFailAsync(callback);
    }

    [Fact]
    public async Task An_answer_without_end_is_explained()
    {
        var callback = await _browser.ReachCallbackAsync(Service, GitHub);
        await GitHub.AnswerAsync(201, new string(' ', 200_000), path: "/conversions");

        await ShouldFailAsync(callback);
    }

    [Fact]
    public async Task A_value_cannot_leave_its_quotes()
    {
        var callback = await _browser.ReachCallbackAsync(Service, GitHub);
        var body = $$"""{"client_id":"id","client_secret":"a'b;c","html_url":"{{GitHub.Url}}apps/a"}""";
        await GitHub.AnswerAsync(201, body, path: "/conversions");

        var page = await _browser.OpenAsync(callback);

        page.Page.QuerySelector("pre")!.TextContent.ShouldEndWith("__ClientSecret='a'\\''b;c'");
    }

    [Theory]
    [InlineData("/setup/acme")]
    [InlineData("/setup/nothing")]
    [InlineData("/setup/acme/callback?code=c&state=s")]
    public async Task Only_types_that_register_apps_have_the_page(string path) =>
        (await _browser.OpenAsync(new Uri(Service.Url, path))).Status.ShouldBe(HttpStatusCode.NotFound);

    private async Task ShouldFailAsync(Uri callback)
    {
        var answer = await _browser.OpenAsync(callback);

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Text.ShouldContain("or it answered wrongly");
        ShouldHaveLogged(AppReasons.ProviderFailed);
    }

    private void ShouldHaveLogged(string reason) =>
        Service.Logs.Lines.Where(line => line.Reason is not null).Select(line => line.Reason).ShouldBe([reason]);

    private async Task<int> ConversionsAsync() =>
        (await GitHub.CallsAsync())
            .Calls.Where(call => call.Key.EndsWith("/conversions", StringComparison.Ordinal))
            .Sum(call => call.Value);
}
