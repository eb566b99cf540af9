using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Unfurl.Cli.Commands.Simulate.Browsing;
using Unfurl.Simulator.Checks.Browsing;

namespace Unfurl.Tests.Cli.Commands.Simulate.Browsing;

public sealed class ScriptedUserAgentTests : IAsyncDisposable
{
    private static readonly Uri Notion = new("https://www.notion.so/callback");

    private readonly WebApplication _site;
    private readonly List<string> _requests = [];

    public ScriptedUserAgentTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _site = builder.Build();
        _site.Use(
            (context, next) =>
            {
                _requests.Add($"{context.Request.Method} {context.Request.Path}");
                return next();
            }
        );
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task A_form_is_sent_as_a_browser_sends_it()
    {
        Page(
            "/",
            """
            <form action="/wrong" method="post">
              <input type="hidden" name="id" value="7"><input name="login" value="nobody">
              <input type="checkbox" name="stay"><input type="checkbox" name="news" checked>
              <select name="team"><option>a</option><option selected>b</option></select>
              <textarea name="note">hello</textarea>
              <button name="choice" value="no">No</button>
              <button formaction="/right" name="choice" value="yes"> Yes,
                please</button>
            </form>
            """
        );
        IFormCollection? sent = null;
        _site.MapPost(
            "/right",
            async (HttpRequest request) =>
            {
                sent = await request.ReadFormAsync();
                return Results.Redirect($"{Notion}?code=1");
            }
        );

        var result = await GoAsync(["Yes, please"], new() { ["login"] = new("ada") });

        result.Problem.ShouldBeNull();
        result.Callback!.AbsoluteUri.ShouldBe($"{Notion}?code=1");
        result.RedirectStatus.ShouldBe(302);
        sent!
            .Select(pair => $"{pair.Key}={pair.Value}")
            .ShouldBe(["id=7", "login=ada", "news=on", "team=b", "note=hello", "choice=yes"]);
    }

    [Fact]
    public async Task A_form_with_GET_carries_its_fields_in_the_address()
    {
        Page("/", """<form action="/go"><input name="q" value="a b&c"><input type="submit" value="Search"></form>""");
        _site.MapGet("/go", (string q) => Results.Redirect($"{Notion}?code={Uri.EscapeDataString(q)}"));

        var result = await GoAsync(["Search"]);

        result.Callback!.AbsoluteUri.ShouldBe($"{Notion}?code=a%20b%26c");
    }

    [Fact]
    public async Task Links_redirects_and_meta_refreshes_are_followed()
    {
        Page("/", """<a href="next?a=1">Continue</a>""");
        _site.MapGet("/next", () => Results.Redirect("/moving"));
        Page("/moving", $"""<meta http-equiv="Refresh" content="0; url={Notion}?code=1">""");

        var result = await GoAsync(["continue"]);

        result.Callback!.AbsoluteUri.ShouldBe($"{Notion}?code=1");
        result.Pages.Select(page => page.Address.AbsolutePath).ShouldBe(["/", "/next", "/moving"]);
    }

    [Fact]
    public async Task A_host_that_is_not_allowed_is_not_visited()
    {
        Page("/", """<a href="http://localhost:1/elsewhere">Continue</a>""");

        var result = await GoAsync(["Continue"]);

        result.Callback.ShouldBeNull();
        result.Problem.ShouldBe(
            "the browser is redirected to http://localhost:1, which is not allowed (--allow-host localhost:1)"
        );
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("javascript:alert(1)")]
    [InlineData("ftp://localhost/")]
    [InlineData("http://user@localhost:1/")]
    public async Task Only_plain_web_addresses_are_opened(string address)
    {
        Page("/", $"""<a href="{address}">Continue</a>""");

        var result = await GoAsync(["Continue"], hosts: ["localhost", "localhost:1", ""]);

        result.Callback.ShouldBeNull();
        result.Problem.ShouldNotBeNull().ShouldContain("is not allowed");
        _requests.ShouldBe(["GET /"]);
    }

    [Fact]
    public async Task A_redirect_loop_ends()
    {
        _site.MapGet("/", () => Results.Redirect("/"));

        var result = await GoAsync(["Continue"]);

        result.Problem.ShouldBe("more than 30 pages and redirects");
    }

    [Fact]
    public async Task A_missing_button_is_reported_with_the_page_text()
    {
        Page("/", "<h1>Maintenance</h1> <button disabled>Allow</button>");

        var result = await GoAsync(["Allow"]);

        result.Problem.ShouldNotBeNull().ShouldEndWith("/ has no button or link \"Allow\": Maintenance Allow");
    }

    [Fact]
    public async Task A_page_after_the_last_button_is_not_the_end()
    {
        Page("/", """<a href="/again">Allow</a>""");
        Page("/again", "Are you sure?");

        var result = await GoAsync(["Allow"]);

        result.Problem.ShouldNotBeNull().ShouldContain("all buttons were pressed");
        result.Problem.ShouldEndWith("Are you sure?");
    }

    [Fact]
    public async Task Consent_is_announced_right_before_the_last_button()
    {
        Page("/", """<a href="/two">Sign in</a>""");
        Page("/two", $"""<a href="{Notion}?code=1">Allow</a>""");
        var before = new List<string>();

        await GoAsync(["Sign in", "Allow"], consenting: () => before.AddRange(_requests));

        before.ShouldBe(["GET /", "GET /two"]);
    }

    private void Page(string path, string html) =>
        _site.MapGet(path, () => Results.Content($"<!DOCTYPE html><body>{html}", "text/html; charset=utf-8"));

    private async Task<NavigationResult> GoAsync(
        string[] press,
        Dictionary<string, Secret>? fields = null,
        string[]? hosts = null,
        Action? consenting = null
    )
    {
        await _site.StartAsync();
        var start = new Uri(_site.Urls.First());
        var agent = new ScriptedUserAgent(press, null, fields ?? [], new(start, hosts ?? []));
        return await agent.NavigateAsync(
            new Navigation(start, Notion, GrantsConsent: true) { OnConsent = consenting ?? (() => { }) },
            TestContext.Current.CancellationToken
        );
    }
}
