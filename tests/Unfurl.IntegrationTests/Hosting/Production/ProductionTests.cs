using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;

namespace Unfurl.IntegrationTests.Hosting.Production;

public sealed partial class ProductionTests(ProductionTestHost host) : IClassFixture<ProductionTestHost>
{
    private const string PrivateLink = $"https://github.com/{GitHubThings.PrivateRepository}/pull/118";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_private_link_becomes_a_preview_for_the_person_who_connected()
    {
        var connecting = new Connecting(host);
        using var user = connecting.Person;

        var consent = await connecting.SignInAsync();
        await connecting.AllowAsync(consent);
        var token = await connecting.TradeAsync();
        var received = await connecting.UnfurlAsync(PrivateLink);

        token["expires_in"]!.GetValue<long>().ShouldBe(4 * 60 * 60);
        received["uri"]!.GetValue<string>().ShouldBe(PrivateLink);
        var text = received["operations"]!.ToJsonString();
        text.ShouldContain("\"attributes\"");
        text.ShouldContain("Acme Inc.");
        user.Statuses.ShouldAllBe(status => (int)status < 400);
    }

    [Fact]
    public async Task Every_URL_on_the_way_has_the_public_origin()
    {
        var connecting = new Connecting(host);
        using var user = connecting.Person;

        await connecting.SignInAsync();

        var authorize = user.Visited.First(url => url.Authority == host.GitHub.Url.Authority);
        QueryHelpers
            .ParseQuery(authorize.Query)["redirect_uri"]
            .ToString()
            .ShouldBe(new Uri(host.Proxy.Url, "/signin/github/callback").AbsoluteUri);
        user.Visited.Where(url => url.Authority != host.GitHub.Url.Authority)
            .ShouldAllBe(url => url.Authority == host.Proxy.Url.Authority && url.Scheme == "https");
    }

    [Fact]
    public async Task Every_cookie_is_HttpOnly_Secure_and_SameSite()
    {
        var connecting = new Connecting(host);
        using var user = connecting.Person;

        await connecting.AllowAsync(await connecting.SignInAsync());

        // The correlation cookie has a random name.
        string[] names =
        [
            "__Host-unfurl.browser",
            "__Host-unfurl.session",
            "__Host-unfurl.antiforgery",
            ".AspNetCore.Correlation.",
        ];
        foreach (var name in names)
            user.CookiesSet.ShouldContain(cookie => cookie.StartsWith(name));
        user.CookiesSet.ShouldAllBe(cookie =>
            cookie.Contains("; httponly", StringComparison.OrdinalIgnoreCase)
            && cookie.Contains("; secure", StringComparison.OrdinalIgnoreCase)
            && cookie.Contains("; samesite=lax", StringComparison.OrdinalIgnoreCase)
        );
        user.CookiesSet.Where(cookie => cookie.StartsWith("__Host-", StringComparison.Ordinal))
            .ShouldAllBe(cookie =>
                cookie.Contains("; path=/;", StringComparison.OrdinalIgnoreCase)
                && !cookie.Contains("domain=", StringComparison.OrdinalIgnoreCase)
            );
    }

    [Fact]
    public async Task The_setup_page_shows_public_URLs_and_no_secret()
    {
        using var client = host.Proxy.CreateClient();

        var html = await client.GetStringAsync("/setup", Cancellation);

        string[] paths =
        [
            "/notion/authorize",
            "/notion/token",
            "/notion/deletion",
            "/unfurl",
            "/signin/github/callback",
        ];
        foreach (var path in paths)
            html.ShouldContain(new Uri(host.Proxy.Url, path).AbsoluteUri);
        html.ShouldNotContain(host.Service.Url.Authority);
        foreach (var secret in Secrets)
            html.ShouldNotContain(secret);
    }

    [Theory]
    [InlineData("Host", "evil.example")]
    [InlineData("X-Forwarded-Host", "evil.example")]
    [InlineData("X-Forwarded-Proto", "http")]
    [InlineData("Forwarded", "host=evil.example;proto=http")]
    [InlineData("X-Original-Host", "evil.example")]
    [InlineData("X-Forwarded-Prefix", "/evil")]
    public async Task Host_and_scheme_of_a_request_are_ignored(string header, string value)
    {
        using var client = host.Service.CreateClient();

        using var setup = await SendAsync(client, "/setup", header, value);
        using var signIn = await SendAsync(client, "/signin/github", header, value);

        var html = await setup.Content.ReadAsStringAsync(Cancellation);
        html.ShouldContain(new Uri(host.Proxy.Url, "/notion/authorize").AbsoluteUri);
        html.ShouldNotContain("evil");
        signIn.Headers.Location!.AbsoluteUri.ShouldNotContain("evil");
        QueryHelpers
            .ParseQuery(signIn.Headers.Location.Query)["redirect_uri"]
            .ToString()
            .ShouldBe(new Uri(host.Proxy.Url, "/signin/github/callback").AbsoluteUri);
        signIn.Headers.GetValues("Set-Cookie").ShouldAllBe(cookie => cookie.Contains("; secure"));
    }

    [Fact]
    public async Task Responses_set_strict_transport_security()
    {
        using var client = host.Proxy.CreateClient();

        using var response = await client.GetAsync("/", Cancellation);

        response.Headers.GetValues("Strict-Transport-Security").ShouldBe(["max-age=31536000"]);
        response.Headers.Contains("Server").ShouldBeFalse();
    }

    [Theory]
    [InlineData("/demo")]
    [InlineData("/demo/items/1")]
    [InlineData("/lab/notion/connect?user=ada")]
    [InlineData("/lab/notion/people/ada")]
    [InlineData("/lab/notion/v1/oauth/token")]
    [InlineData("/lab/database")]
    public async Task Simulator_and_demo_provider_are_absent(string path)
    {
        using var client = host.Proxy.CreateClient();

        using var response = await client.GetAsync(path, Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_lab_requires_sign_in()
    {
        using var stranger = host.Proxy.CreateClient();
        var connecting = new Connecting(host);
        using var user = connecting.Person;
        await connecting.SignInAsync();
        var lab = new Uri(host.Proxy.Url, $"/lab?url={Uri.EscapeDataString(PrivateLink)}");

        var theirs = await stranger.GetStringAsync(lab.PathAndQuery, Cancellation);
        var own = await (await user.GetAsync(lab)).Content.ReadAsStringAsync(Cancellation);

        theirs.ShouldContain("Sign in with github.com");
        theirs.ShouldNotContain("preview-light");
        own.ShouldContain("preview-light");
        own.ShouldNotContain("simulator");
    }

    [Fact]
    public async Task The_lab_shows_signed_in_users_only_links_they_can_access()
    {
        var (owner, other) = (new Connecting(host), new Connecting(host));
        using var codertocat = owner.Person;
        using var monalisa = other.Person;
        await owner.SignInAsync();
        await other.SignInAsync(GitHubUsers.Monalisa);

        var seen = await LabAsync(codertocat, PrivateLink);
        var hidden = await LabAsync(monalisa, PrivateLink);
        var missing = await LabAsync(monalisa, PrivateLink.Replace("118", "404", StringComparison.Ordinal));

        seen.ShouldContain("preview-light");
        hidden.ShouldNotContain("preview-light");
        hidden.Replace("118", "404", StringComparison.Ordinal).ShouldBe(missing);
    }

    internal static string[] Secrets =>
        [
            TestSettings.ClientSecret,
            TestSettings.NotionClientSecret,
            ProductionTestHost.CertificatePassword,
            GitHubDelivery.Secret,
            ProductionTestHost.DatabasePassword,
            ProductionTestHost.RedisPassword,
        ];

    // The text of the page without the response time.
    private async Task<string> LabAsync(Person user, string link)
    {
        var lab = new Uri(host.Proxy.Url, $"/lab?url={Uri.EscapeDataString(link)}");
        using var received = await user.GetAsync(lab);
        var html = await received.Content.ReadAsStringAsync(Cancellation);
        return Milliseconds().Replace(html, "some time");
    }

    [GeneratedRegex("(?<=data-testid=\"duration\">)[0-9.,]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Milliseconds();

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, string path, string header, string value)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation(header, value);
        return client.SendAsync(request, Cancellation);
    }
}
