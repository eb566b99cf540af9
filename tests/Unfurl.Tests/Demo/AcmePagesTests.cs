using System.Net;
using Unfurl.Demo.Site;

namespace Unfurl.Tests.Demo;

public sealed class AcmePagesTests
{
    [Fact]
    public async Task The_home_page_lists_every_link()
    {
        await using var acme = await AcmeFixture.StartAsync();

        var html = await acme.Http.GetStringAsync(acme.At("/"));

        foreach (var entry in acme.Site.Entries)
            html.ShouldContain($"<code>https://acme.example{entry.Path}</code>");
        html.ShouldContain("Show &lt;b&gt;");
    }

    [Fact]
    public async Task A_private_page_looks_like_a_missing_one_until_its_reader_signs_in()
    {
        await using var acme = await AcmeFixture.StartAsync();
        var session = await SessionAsync(acme, "ada");

        using var hidden = await acme.Http.GetAsync(acme.At("/items/3"));
        using var missing = await acme.Http.GetAsync(acme.At("/items/404"));
        using var shown = await GetAsync(acme, "/items/3", session);

        hidden.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await hidden.Content.ReadAsStringAsync()).ShouldBe(await missing.Content.ReadAsStringAsync());
        (await shown.Content.ReadAsStringAsync()).ShouldContain("Prepare the 2027 salary round");
    }

    [Fact]
    public async Task Signing_out_ends_the_session()
    {
        await using var acme = await AcmeFixture.StartAsync();
        var session = await SessionAsync(acme, "ada");
        using var signOut = new HttpRequestMessage(HttpMethod.Post, acme.At("/signout"))
        {
            Headers = { { "Cookie", session } },
        };

        (await acme.Http.SendAsync(signOut)).Dispose();

        using var page = await GetAsync(acme, "/items/3", session);
        page.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/signin")]
    [InlineData("/items/1")]
    [InlineData("/items/404")]
    [InlineData("/oauth/authorize")]
    [InlineData("/api/items/1")]
    public async Task Every_answer_has_safe_headers(string path)
    {
        await using var acme = await AcmeFixture.StartAsync();

        using var response = await acme.Http.GetAsync(acme.At(path));

        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("default-src 'none'");
        policy.ShouldContain("frame-ancestors 'none'");
        response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Fact]
    public async Task Every_public_entry_has_a_page()
    {
        await using var acme = await AcmeFixture.StartAsync();

        foreach (var entry in acme.Site.Entries.Where(entry => AcmeCatalog.Audience(entry) == "Everyone"))
        {
            using var response = await acme.Http.GetAsync(acme.At(entry.Path));
            response.StatusCode.ShouldBe(HttpStatusCode.OK, entry.Path);
        }
    }

    [Fact]
    public async Task The_site_can_live_at_the_root()
    {
        await using var host = await AcmeSiteHost.StartAsync(pathPrefix: "");
        using var http = new HttpClient();

        var html = await http.GetStringAsync(host.WebUrl);

        html.ShouldContain("href=\"/media/acme.css\"");
    }

    private static async Task<string> SessionAsync(AcmeFixture acme, string login)
    {
        using var form = new FormUrlEncodedContent([new("login", login)]);
        using var response = await acme.Http.PostAsync(acme.At("/signin"), form);
        return response.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }

    private static async Task<HttpResponseMessage> GetAsync(AcmeFixture acme, string path, string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, acme.At(path))
        {
            Headers = { { "Cookie", cookie } },
        };
        return await acme.Http.SendAsync(request);
    }
}
