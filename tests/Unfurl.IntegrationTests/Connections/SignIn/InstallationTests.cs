using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Unfurl.IntegrationTests.Connections.SignIn;

/// <summary>
/// GitHub sends the browser to the callback after the app's installation, without a state and perhaps with a code.
/// </summary>
public sealed class InstallationTests : IAsyncLifetime
{
    private const string Callback = "/signin/ghes/callback";

    private readonly TestBrowser _browser = new();
    private int _callsToGitHub;
    private StubServer _gitHub = null!;
    private UnfurlHost _service = null!;

    public async ValueTask InitializeAsync()
    {
        _gitHub = await StubServer.StartAsync(context =>
        {
            Interlocked.Increment(ref _callsToGitHub);
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return Task.CompletedTask;
        });
        _service = UnfurlHost.Start([
            new("Unfurl:Providers:ghes:Type", "GitHub"),
            new("Unfurl:Providers:ghes:Host", "github.acme.example"),
            new("Unfurl:Providers:ghes:WebUrl", _gitHub.Url.AbsoluteUri),
            new("Unfurl:Providers:ghes:ClientId", "id"),
            new("Unfurl:Providers:ghes:ClientSecret", "secret"),
        ]);
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _service.DisposeAsync();
        await _gitHub.DisposeAsync();
    }

    [Theory]
    [InlineData("code=c&installation_id=123&setup_action=install", "The app is installed")]
    [InlineData("installation_id=123&setup_action=install", "The app is installed")]
    [InlineData("code=c&installation_id=123&setup_action=install&state=", "The app is installed")]
    [InlineData("code=c&installation_id=123&setup_action=update", "The installation is changed")]
    [InlineData("installation_id=123&setup_action=update", "The installation is changed")]
    [InlineData("code=c&setup_action=request", "The app is requested")]
    [InlineData("setup_action=request", "The app is requested")]
    [InlineData("installation_id=&setup_action=request&extra=%3Cscript%3E", "The app is requested")]
    public async Task A_page_says_what_happened_and_leads_to_the_sign_in(string query, string heading)
    {
        var page = await OpenAsync(query);

        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Page.QuerySelector("h1")!.TextContent.ShouldBe(heading);
        page.Headers["Cache-Control"].ShouldContain("no-store");
        page.RawLocation.ShouldBeNull();
        page.Text.ShouldNotContain("script");
        page.Link("Sign in with github.acme.example").GetAttribute("href").ShouldBe("/signin/ghes");
        page.Headers.ContainsKey("Set-Cookie").ShouldBeFalse();
        _callsToGitHub.ShouldBe(0);
    }

    [Theory]
    [InlineData("code=c&installation_id=123&setup_action=explode")]
    [InlineData("code=c&installation_id=%3Cscript%3Ealert(1)%3C/script%3E&setup_action=install")]
    [InlineData("code=c&installation_id=-1&setup_action=update")]
    [InlineData("code=c&installation_id=123456789012345678901&setup_action=install")]
    [InlineData("code=c&setup_action=install")]
    [InlineData("code=c&installation_id=1&installation_id=2&setup_action=install")]
    [InlineData("setup_action=request&setup_action=install&installation_id=1")]
    [InlineData("code=c&installation_id=123&setup_action=INSTALL")]
    [InlineData("code=c&installation_id=123")]
    [InlineData("code=c")]
    [InlineData("")]
    public async Task Anything_else_without_a_state_is_rejected_with_another_try(string query)
    {
        var page = await OpenAsync(query);

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.Text.ShouldContain("was not begun in this browser, or took too long");
        page.Page.DocumentElement.OuterHtml.ShouldNotContain("alert(1)");
        page.Link("Try again").GetAttribute("href").ShouldBe("/signin/ghes");
        _callsToGitHub.ShouldBe(0);
    }

    [Fact]
    public async Task A_state_of_another_browser_is_rejected_and_the_code_is_not_used()
    {
        using var other = new TestBrowser();
        var away = await other.OpenWithoutFollowingAsync(new Uri(_service.Url, "/signin/ghes"));
        var state = QueryHelpers.ParseQuery(away.Location!.Query)["state"].ToString();

        var hers = await OpenAsync(
            $"code=c&installation_id=123&setup_action=install&state={Uri.EscapeDataString(state)}"
        );
        var unknown = await OpenAsync("code=c&installation_id=123&setup_action=install&state=guess");

        hers.Status.ShouldBe(HttpStatusCode.BadRequest);
        unknown.Status.ShouldBe(HttpStatusCode.BadRequest);
        _callsToGitHub.ShouldBe(0);
    }

    [Fact]
    public async Task A_sign_in_during_which_the_app_was_installed_goes_on()
    {
        var away = await _browser.OpenWithoutFollowingAsync(new Uri(_service.Url, "/signin/ghes"));
        var state = QueryHelpers.ParseQuery(away.Location!.Query)["state"].ToString();

        await OpenAsync($"code=c&installation_id=123&setup_action=install&state={Uri.EscapeDataString(state)}");

        _callsToGitHub.ShouldBe(1);
    }

    [Fact]
    public async Task Another_provider_knows_no_installation()
    {
        await using var acme = UnfurlHost.Start();

        var page = await _browser.OpenAsync(
            new Uri(acme.Url, "/signin/acme/callback?code=c&installation_id=123&setup_action=install")
        );

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    private Task<Visit> OpenAsync(string query) => _browser.OpenAsync(new Uri(_service.Url, $"{Callback}?{query}"));
}
