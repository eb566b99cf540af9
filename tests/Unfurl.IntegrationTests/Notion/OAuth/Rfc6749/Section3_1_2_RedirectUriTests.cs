namespace Unfurl.IntegrationTests.Notion.OAuth.Rfc6749;

/// <summary>RFC 6749 §3.1.2: responses go only to Notion's redirect URI, in each of its spellings.</summary>
public sealed class Section3_1_2_RedirectUriTests(SharedTestHost shared) : IClassFixture<SharedTestHost>
{
    [Theory]
    [InlineData("https://www.notion.so/externalintegrationauthcallback")]
    [InlineData("https://notion.so/externalIntegrationAuthCallback")]
    [InlineData("https://www.notion.so/externalIntegrationAuthCallback")]
    [InlineData("https://notion.so/externalintegrationauthcallback")]
    public async Task The_redirect_uses_the_spelling_of_the_request(string redirectUri)
    {
        var response = await DeniedAsync(redirectUri);

        response.RawLocation.ShouldStartWith($"{redirectUri}?error=");
    }

    [Theory]
    [InlineData(
        "www.notion.so/externalintegrationauthcallback",
        "https://www.notion.so/externalintegrationauthcallback"
    )]
    [InlineData("notion.so/externalIntegrationAuthCallback", "https://notion.so/externalIntegrationAuthCallback")]
    [InlineData(
        "HTTPS://WWW.NOTION.SO/externalintegrationauthcallback",
        "https://www.notion.so/externalintegrationauthcallback"
    )]
    public async Task A_missing_scheme_means_https_and_host_case_is_ignored(string redirectUri, string answeredAt)
    {
        var response = await DeniedAsync(redirectUri);

        response.RawLocation.ShouldStartWith($"{answeredAt}?error=");
    }

    [Theory]
    [InlineData("")]
    [InlineData("https://evil.example/externalintegrationauthcallback")]
    [InlineData("https://notion.so.evil.example/externalintegrationauthcallback")]
    [InlineData("https://evilnotion.so/externalintegrationauthcallback")]
    [InlineData("https://evil.notion.so/externalintegrationauthcallback")]
    [InlineData("https://www.www.notion.so/externalintegrationauthcallback")]
    [InlineData("https://www.notion.so./externalintegrationauthcallback")]
    [InlineData("http://www.notion.so/externalintegrationauthcallback")]
    [InlineData("//www.notion.so/externalintegrationauthcallback")]
    [InlineData("ftp://www.notion.so/externalintegrationauthcallback")]
    [InlineData("javascript:alert(1)//www.notion.so/externalintegrationauthcallback")]
    [InlineData("https://user@www.notion.so/externalintegrationauthcallback")]
    [InlineData("https://@www.notion.so/externalintegrationauthcallback")]
    [InlineData("https://www.notion.so@evil.example/externalintegrationauthcallback")]
    [InlineData("https://www.notion.so:443/externalintegrationauthcallback")]
    [InlineData("https://www.notion.so:8443/externalintegrationauthcallback")]
    [InlineData("https://www.notion.so/externalintegrationauthcallback#fragment")]
    [InlineData("https://www.notion.so/externalintegrationauthcallback#")]
    [InlineData("https://www.notion.so/externalintegrationauthcallback?")]
    [InlineData("https://www.notion.so/externalintegrationauthcallback?next=1")]
    [InlineData("https://www.notion.so/externalintegrationauthcallback/")]
    [InlineData("https://www.notion.so/externalintegrationauthcallback/more")]
    [InlineData("https://www.notion.so/x/../externalintegrationauthcallback")]
    [InlineData("https://www.notion.so//externalintegrationauthcallback")]
    [InlineData("https://www.notion.so/%65xternalintegrationauthcallback")]
    [InlineData("https://www.notion.so%2Fexternalintegrationauthcallback")]
    [InlineData("https://evil.example%2F@www.notion.so/externalintegrationauthcallback")]
    [InlineData("https://www.notion.so%2F.evil.example/externalintegrationauthcallback")]
    [InlineData("https://www.notion.so\\externalintegrationauthcallback")]
    [InlineData("https://evil.example\\@www.notion.so/externalintegrationauthcallback")]
    [InlineData("https:\\\\www.notion.so/externalintegrationauthcallback")]
    [InlineData("https:/www.notion.so/externalintegrationauthcallback")]
    [InlineData(" https://www.notion.so/externalintegrationauthcallback")]
    [InlineData("https://www.notion.so/externalintegrationauthcallback ")]
    [InlineData("https://www.notion.so/external\tintegrationauthcallback")]
    [InlineData("https://www.notion.so/externalintegrationauthcallback\r\nSet-Cookie: a=b")]
    [InlineData("https://www.notion.so/externalintegrationauthcallback\0")]
    [InlineData("https://www.notiоn.so/externalintegrationauthcallback")]
    [InlineData("https://ｗww.notion.so/externalintegrationauthcallback")]
    [InlineData("https://www.not\u00ADion.so/externalintegrationauthcallback")]
    public async Task A_redirect_URI_that_resembles_Notions_shows_an_error_page(string redirectUri)
    {
        var visit = await AuthorizeAsync($"&redirect_uri={Uri.EscapeDataString(redirectUri)}");

        ShouldBeAnErrorPage(visit, "redirect_uri");
    }

    [Theory]
    [InlineData("")]
    [InlineData(
        "&redirect_uri=https%3A%2F%2Fwww.notion.so%2Fexternalintegrationauthcallback&redirect_uri=https%3A%2F%2Fevil.example"
    )]
    [InlineData(
        "&redirect_uri=https%3A%2F%2Fwww.notion.so%2Fexternalintegrationauthcallback&redirect_uri=https%3A%2F%2Fwww.notion.so%2Fexternalintegrationauthcallback"
    )]
    public async Task A_missing_or_repeated_redirect_uri_shows_an_error_page(string parameters)
    {
        var visit = await AuthorizeAsync(parameters);

        ShouldBeAnErrorPage(visit, "redirect_uri");
    }

    [Theory]
    [InlineData("")]
    [InlineData("client_id=")]
    [InlineData("client_id=somebody-else")]
    [InlineData("client_id=NOTION")]
    [InlineData("client_id=notion&client_id=notion")]
    [InlineData("client_id=notion%00")]
    public async Task An_unknown_client_gets_an_error_page(string client)
    {
        using var browser = shared.Host.CreateBrowser();

        var visit = await browser.OpenWithoutFollowingAsync(
            new Uri(
                shared.Host.Service.Url,
                $"/notion/authorize?{client}&response_type=code&state=s&code=c&redirect_uri=https%3A%2F%2Fwww.notion.so%2Fexternalintegrationauthcallback"
            )
        );

        ShouldBeAnErrorPage(visit, "client_id");
    }

    private static void ShouldBeAnErrorPage(Visit visit, string reason)
    {
        visit.Status.ShouldBe(HttpStatusCode.BadRequest);
        visit.RawLocation.ShouldBeNull();
        visit.Headers["Content-Type"].ShouldStartWith("text/html");
        visit.Headers["Cache-Control"].ShouldContain("no-store");
        visit.Text.ShouldContain(reason);
    }

    // The request has no response_type, so its error response needs no sign-in.
    private async Task<Visit> DeniedAsync(string redirectUri)
    {
        using var browser = shared.Host.CreateBrowser();
        return await browser.OpenWithoutFollowingAsync(
            new Uri(
                shared.Host.Service.Url,
                $"/notion/authorize?client_id={TestSettings.ClientId}&state=s&code=c&redirect_uri={Uri.EscapeDataString(redirectUri)}"
            )
        );
    }

    private async Task<Visit> AuthorizeAsync(string parameters)
    {
        using var browser = shared.Host.CreateBrowser();
        return await browser.OpenWithoutFollowingAsync(
            new Uri(
                shared.Host.Service.Url,
                $"/notion/authorize?client_id={TestSettings.ClientId}&response_type=code&state=s&code=c{parameters}"
            )
        );
    }
}
