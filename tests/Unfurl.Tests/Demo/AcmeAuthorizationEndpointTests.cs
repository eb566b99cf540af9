using System.Net;
using static Unfurl.Tests.Demo.AcmeOAuth;

namespace Unfurl.Tests.Demo;

public sealed class AcmeAuthorizationEndpointTests
{
    [Fact]
    public async Task The_state_comes_back()
    {
        await using var acme = await AcmeFixture.StartAsync();

        using var response = await PostAsync(acme, AuthorizeUrl(acme), ("login", "ada"));

        response.StatusCode.ShouldBe(HttpStatusCode.Found);
        Query(response)["state"].ToString().ShouldBe("the state");
    }

    [Fact]
    public async Task Cancel_returns_with_access_denied()
    {
        await using var acme = await AcmeFixture.StartAsync();

        using var response = await PostAsync(acme, AuthorizeUrl(acme), ("login", "cancel"));

        Query(response)["error"].ToString().ShouldBe("access_denied");
        Query(response).ContainsKey("code").ShouldBeFalse();
    }

    [Theory]
    [InlineData("redirect_uri", "https://evil.test/signin/acme/callback")]
    [InlineData("redirect_uri", "https://unfurl.test/signin/acme/callback/")]
    [InlineData("redirect_uri", "HTTPS://unfurl.test/signin/acme/callback")]
    [InlineData("redirect_uri", "")]
    [InlineData("client_id", "someone-else")]
    public async Task An_unknown_client_or_address_is_never_redirected_to(string parameter, string value)
    {
        await using var acme = await AcmeFixture.StartAsync();
        var url = AuthorizeUrl(acme, (parameter, value));

        using var shown = await acme.Http.GetAsync(url);
        using var answered = await PostAsync(acme, url, ("login", "ada"));

        shown.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answered.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answered.Headers.Location.ShouldBeNull();
    }

    [Fact]
    public async Task A_duplicate_parameter_is_never_redirected()
    {
        await using var acme = await AcmeFixture.StartAsync();

        using var response = await acme.Http.GetAsync(AuthorizeUrl(acme) + "&redirect_uri=https%3A%2F%2Fevil.test");

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("response_type", "token", "unsupported_response_type")]
    [InlineData("scope", "write", "invalid_scope")]
    [InlineData("code_challenge", "", "invalid_request")]
    [InlineData("code_challenge_method", "plain", "invalid_request")]
    public async Task Other_errors_are_redirected_to_the_client(string parameter, string value, string error)
    {
        await using var acme = await AcmeFixture.StartAsync();

        using var response = await acme.Http.GetAsync(AuthorizeUrl(acme, (parameter, value)));

        Query(response)["error"].ToString().ShouldBe(error);
        Query(response)["state"].ToString().ShouldBe("the state");
    }

    [Fact]
    public async Task A_cross_site_form_does_not_sign_in()
    {
        await using var acme = await AcmeFixture.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, AuthorizeUrl(acme))
        {
            Content = new FormUrlEncodedContent([new("login", "ada")]),
            Headers = { { "Sec-Fetch-Site", "cross-site" } },
        };

        using var response = await acme.Http.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        response.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }

    [Fact]
    public async Task A_signed_in_browser_skips_the_sign_in_page_unless_it_selects_an_account()
    {
        await using var acme = await AcmeFixture.StartAsync();
        using var signIn = await PostAsync(acme, AuthorizeUrl(acme), ("login", "ada"));
        var cookie = signIn.Headers.GetValues("Set-Cookie").Single();
        var session = cookie.Split(';')[0];

        using var again = await GetAsync(acme, AuthorizeUrl(acme), session);
        using var other = await GetAsync(acme, AuthorizeUrl(acme, ("prompt", "select_account")), session);

        cookie.ShouldContain("path=/demo; samesite=lax; httponly");
        Query(again).ContainsKey("code").ShouldBeTrue();
        other.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_sign_in_page_may_send_its_form_on_to_the_client_and_nowhere_else()
    {
        await using var acme = await AcmeFixture.StartAsync();

        using var response = await acme.Http.GetAsync(AuthorizeUrl(acme));

        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldStartWith("default-src 'none';");
        policy.ShouldEndWith("form-action 'self' https://unfurl.test");
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }
}
