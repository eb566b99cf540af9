using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Unfurl.IntegrationTests.WebPages;

/// <summary>A site that shows some pages to anybody, some to one user, and a wall with status 200 instead.</summary>
public sealed class WebPageKeyTests : IAsyncLifetime
{
    private const string Secret = "Salaries of 2027";

    private readonly ConcurrentDictionary<string, string> _passwords = new();
    private StubServer _site = null!;
    private TestHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _passwords["ada"] = "ada's password";
        _passwords["ben"] = "ben's password";
        _site = await StubServer.StartAsync(AnswerAsync);
        _host = await new TestHostBuilder()
            .WithNotion()
            .With("Unfurl:Providers:pages:Type", "WebPage")
            .With("Unfurl:Providers:pages:Host", "pages.acme.com")
            .With("Unfurl:Providers:pages:Base", _site.Url.AbsoluteUri)
            .With("Unfurl:Providers:pages:SignIn", "PersonalKey")
            .With("Unfurl:Providers:pages:Check", "/profile")
            .With("Unfurl:Providers:pages:Who", "#me")
            .StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _site.DisposeAsync();
    }

    [Fact]
    public async Task A_page_is_shown_to_whom_the_site_shows_it()
    {
        var (ada, ben) = (await ConnectAsync("ada"), await ConnectAsync("ben"));

        (await UnfurlAsync(ada, "/salaries")).Title.ShouldBe(Secret);
        var denied = await UnfurlAsync(ben, "/salaries");
        var missing = await UnfurlAsync(ben, "/nothing");

        denied.Status.ShouldBe(404);
        denied.Message.ShouldBe(missing.Message);
        (await UnfurlAsync(ben, "/news")).Title.ShouldBe("News");
    }

    [Fact]
    public async Task With_a_key_that_has_ended_nobody_is_taken_for_somebody()
    {
        var ada = await ConnectAsync("ada");
        (await UnfurlAsync(ada, "/news")).Title.ShouldBe("News");
        _passwords["ada"] = "another password";

        (await UnfurlAsync(ada, "/salaries")).Status.ShouldBe(401);
        _host.Clock.Advance(TimeSpan.FromMinutes(6));

        (await UnfurlAsync(ada, "/news")).Status.ShouldBe(401);
    }

    [Fact]
    public async Task Nothing_of_a_wall_is_stored_or_logged()
    {
        var ben = await ConnectAsync("ben");

        (await UnfurlAsync(ben, "/salaries")).ToString().ShouldNotContain(Secret);

        _host.Service.Logs.ToString().ShouldNotContain(Secret);
        _host.Service.Logs.ToString().ShouldNotContain("ben's password");
    }

    [Fact]
    public async Task A_key_is_taken_on_a_page_of_ours_only_if_it_opens_a_page_of_the_site()
    {
        using var browser = _host.CreateBrowser();
        var page = await browser.OpenAsync(new Uri(_host.Url, "/signin/pages?return_url=/connections"));
        var (action, fields) = page.Form("Sign in");

        var refused = await browser.SubmitAsync(action, [.. fields.Where(IsNoKey), new("key", "ada:wrong")]);
        var taken = await browser.SubmitAsync(action, [.. fields.Where(IsNoKey), new("key", "ada:ada's password")]);

        refused.Text.ShouldContain("does not accept this key");
        taken.Text.ShouldContain("ada", customMessage: taken.Text);
    }

    private static bool IsNoKey(KeyValuePair<string, string> field) => field.Key != "key";

    private Task<ConnectedUser> ConnectAsync(string login) =>
        ConnectedUser.ConnectAsync(
            _host.Service,
            "pages",
            login,
            TrackerHost.Tokens(new Secret($"{login}:{_passwords[login]}")),
            login
        );

    private static Task<Unfurled> UnfurlAsync(ConnectedUser user, string path) =>
        user.UnfurlAsync($"https://pages.acme.com{path}");

    // Who gives a wrong password is nobody.
    private Task AnswerAsync(HttpContext context)
    {
        var response = context.Response;
        response.ContentType = "text/html";
        var login = LoginOf(context.Request);
        return (context.Request.Path.Value, login) switch
        {
            ("/news", _) => response.WriteAsync("<title>News</title><h1>News</h1>"),
            ("/profile", not null) => response.WriteAsync($"<title>Profile</title><b id=me>{login}</b>"),
            ("/salaries", "ada") => response.WriteAsync($"<title>{Secret}</title>"),
            ("/salaries", "ben") => response.WriteAsync(
                $"<title>{Secret}</title><h1>Access denied</h1><p>You may not see this page."
            ),
            ("/salaries" or "/profile", null) => response.WriteAsync(
                $"<title>{Secret}</title><form action=/login><input name=user><input type=password name=password></form>"
            ),
            _ => response.WriteAsync("<title>Not found</title>"),
        };
    }

    private string? LoginOf(HttpRequest request)
    {
        if (request.Headers.Authorization.ToString() is not ['B', 'a', 's', 'i', 'c', ' ', .. var encoded])
            return null;
        var parts = Encoding.UTF8.GetString(Convert.FromBase64String(encoded)).Split(':', 2);
        return _passwords.TryGetValue(parts[0], out var password) && password == parts[1] ? parts[0] : null;
    }
}
