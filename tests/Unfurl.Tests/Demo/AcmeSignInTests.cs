using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace Unfurl.Tests.Demo;

public sealed class AcmeSignInTests
{
    private const string Verifier = "a-verifier-of-at-least-forty-three-characters";

    [Theory]
    [InlineData("ada", "u-7")]
    [InlineData("ben", "u-8")]
    public async Task Both_users_can_sign_in(string login, string subject)
    {
        await using var acme = await AcmeWorld.StartAsync();

        var tokens = await TradeAsync(acme, await CodeAsync(acme, login));
        var call = new ProviderCall(acme.Http, new Secret(tokens.GetProperty("access_token").GetString()!), acme.Clock);

        tokens.GetProperty("expires_in").GetInt32().ShouldBe(3600);
        tokens.GetProperty("token_type").GetString().ShouldBe("bearer");
        (await acme.Adapter.IdentifyAsync(call, default)).ShouldBe(new ProviderIdentity(subject, login));
    }

    [Fact]
    public async Task The_state_comes_back()
    {
        await using var acme = await AcmeWorld.StartAsync();

        using var response = await PostAsync(acme, AuthorizeUrl(acme), ("login", "ada"));

        response.StatusCode.ShouldBe(HttpStatusCode.Found);
        Query(response)["state"].ToString().ShouldBe("the state");
    }

    [Fact]
    public async Task Cancel_returns_with_access_denied()
    {
        await using var acme = await AcmeWorld.StartAsync();

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
        await using var acme = await AcmeWorld.StartAsync();
        var url = AuthorizeUrl(acme, (parameter, value));

        using var shown = await acme.Http.GetAsync(url);
        using var answered = await PostAsync(acme, url, ("login", "ada"));

        shown.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answered.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answered.Headers.Location.ShouldBeNull();
    }

    [Fact]
    public async Task A_parameter_that_stands_twice_is_never_redirected()
    {
        await using var acme = await AcmeWorld.StartAsync();

        using var response = await acme.Http.GetAsync(AuthorizeUrl(acme) + "&redirect_uri=https%3A%2F%2Fevil.test");

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("response_type", "token", "unsupported_response_type")]
    [InlineData("scope", "write", "invalid_scope")]
    [InlineData("code_challenge", "", "invalid_request")]
    [InlineData("code_challenge_method", "plain", "invalid_request")]
    public async Task The_client_hears_of_other_mistakes(string parameter, string value, string error)
    {
        await using var acme = await AcmeWorld.StartAsync();

        using var response = await acme.Http.GetAsync(AuthorizeUrl(acme, (parameter, value)));

        Query(response)["error"].ToString().ShouldBe(error);
        Query(response)["state"].ToString().ShouldBe("the state");
    }

    [Fact]
    public async Task A_form_from_another_site_signs_nobody_in()
    {
        await using var acme = await AcmeWorld.StartAsync();
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
    public async Task A_signed_in_browser_goes_straight_through_unless_it_wants_another_account()
    {
        await using var acme = await AcmeWorld.StartAsync();
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
        await using var acme = await AcmeWorld.StartAsync();

        using var response = await acme.Http.GetAsync(AuthorizeUrl(acme));

        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldStartWith("default-src 'none';");
        policy.ShouldEndWith("form-action 'self' https://unfurl.test");
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Theory]
    [InlineData("code_verifier", "another-verifier-of-at-least-forty-three-chars")]
    [InlineData("redirect_uri", "https://unfurl.test/elsewhere")]
    [InlineData("code", "acme_code_made_up")]
    public async Task A_code_is_only_good_with_what_it_was_asked_for(string parameter, string value)
    {
        await using var acme = await AcmeWorld.StartAsync();
        var code = await CodeAsync(acme, "ada");

        using var response = await TokenAsync(acme, CodeForm(code), (parameter, value));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await ErrorAsync(response)).ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task A_code_used_twice_ends_what_it_gave()
    {
        await using var acme = await AcmeWorld.StartAsync();
        var code = await CodeAsync(acme, "ada");
        var tokens = await TradeAsync(acme, code);

        using var second = await TokenAsync(acme, CodeForm(code));
        using var refresh = await TokenAsync(acme, RefreshForm(tokens));

        (await ErrorAsync(second)).ShouldBe("invalid_grant");
        (await ErrorAsync(refresh)).ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task A_code_lasts_ten_minutes()
    {
        await using var acme = await AcmeWorld.StartAsync();
        var code = await CodeAsync(acme, "ada");
        acme.Clock.Advance(TimeSpan.FromMinutes(10));

        using var response = await TokenAsync(acme, CodeForm(code));

        (await ErrorAsync(response)).ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task Refresh_tokens_rotate_and_go_on_when_the_access_token_ended()
    {
        await using var acme = await AcmeWorld.StartAsync();
        var first = await TradeAsync(acme, await CodeAsync(acme, "ada"));
        acme.Clock.Advance(TimeSpan.FromHours(2));

        var second = await JsonAsync(await TokenAsync(acme, RefreshForm(first)));
        var third = await JsonAsync(await TokenAsync(acme, RefreshForm(second)));

        var call = new ProviderCall(acme.Http, new Secret(third.GetProperty("access_token").GetString()!), acme.Clock);
        (await acme.ResolveAsync("/items/3", call)).ShouldBeOfType<Resolution.Found>();
        acme.Site.TokensIssued.ShouldBe(3);
    }

    [Fact]
    public async Task A_refresh_token_used_twice_ends_the_grant()
    {
        await using var acme = await AcmeWorld.StartAsync();
        var first = await TradeAsync(acme, await CodeAsync(acme, "ada"));
        var second = await JsonAsync(await TokenAsync(acme, RefreshForm(first)));

        using var reused = await TokenAsync(acme, RefreshForm(first));
        using var latest = await TokenAsync(acme, RefreshForm(second));

        (await ErrorAsync(reused)).ShouldBe("invalid_grant");
        (await ErrorAsync(latest)).ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task A_revoked_token_ends_the_grant_and_an_unknown_one_is_fine()
    {
        await using var acme = await AcmeWorld.StartAsync();
        var tokens = await TradeAsync(acme, await CodeAsync(acme, "ada"));

        using var revoked = await PostAsync(
            acme,
            acme.At("/oauth/revoke").AbsoluteUri,
            [.. Client, ("token", tokens.GetProperty("access_token").GetString()!)]
        );
        using var unknown = await PostAsync(acme, acme.At("/oauth/revoke").AbsoluteUri, [.. Client, ("token", "x")]);
        using var refresh = await TokenAsync(acme, RefreshForm(tokens));

        revoked.StatusCode.ShouldBe(HttpStatusCode.OK);
        unknown.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ErrorAsync(refresh)).ShouldBe("invalid_grant");
    }

    [Theory]
    [InlineData("client_secret", "wrong", HttpStatusCode.Unauthorized, "invalid_client")]
    [InlineData("client_id", "wrong", HttpStatusCode.Unauthorized, "invalid_client")]
    [InlineData("grant_type", "password", HttpStatusCode.BadRequest, "unsupported_grant_type")]
    [InlineData("grant_type", "", HttpStatusCode.BadRequest, "invalid_request")]
    [InlineData("code_verifier", "", HttpStatusCode.BadRequest, "invalid_request")]
    public async Task A_wrong_token_request_is_told_so_in_JSON_and_spends_no_code(
        string parameter,
        string value,
        HttpStatusCode status,
        string error
    )
    {
        await using var acme = await AcmeWorld.StartAsync();
        var code = await CodeAsync(acme, "ada");

        using var response = await TokenAsync(acme, CodeForm(code), (parameter, value));

        response.StatusCode.ShouldBe(status);
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        (await ErrorAsync(response)).ShouldBe(error);
        (await TradeAsync(acme, code)).TryGetProperty("access_token", out _).ShouldBeTrue();
    }

    [Fact]
    public async Task A_token_request_that_is_no_form_is_invalid()
    {
        await using var acme = await AcmeWorld.StartAsync();

        using var response = await acme.Http.PostAsync(acme.At("/oauth/token"), new StringContent("{}"));

        (await ErrorAsync(response)).ShouldBe("invalid_request");
    }

    private static (string Name, string Value)[] Client =>
        [("client_id", "unfurl-demo"), ("client_secret", "unfurl-demo-secret")];

    private static (string Name, string Value)[] CodeForm(string code) =>
        [
            .. Client,
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", AcmeWorld.Callback.AbsoluteUri),
            ("code_verifier", Verifier),
        ];

    private static (string Name, string Value)[] RefreshForm(JsonElement tokens) =>
        [
            .. Client,
            ("grant_type", "refresh_token"),
            ("refresh_token", tokens.GetProperty("refresh_token").GetString()!),
        ];

    private static string AuthorizeUrl(AcmeWorld acme, params (string Name, string Value)[] changes)
    {
        var query = new Dictionary<string, string?>
        {
            ["client_id"] = "unfurl-demo",
            ["redirect_uri"] = AcmeWorld.Callback.AbsoluteUri,
            ["response_type"] = "code",
            ["state"] = "the state",
            ["scope"] = "read",
            ["code_challenge"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier))),
            ["code_challenge_method"] = "S256",
        };
        foreach (var (name, value) in changes)
            query[name] = value;
        return QueryHelpers.AddQueryString(acme.Adapter.SignIn.AuthorizationEndpoint.AbsoluteUri, query);
    }

    private static async Task<string> CodeAsync(AcmeWorld acme, string login)
    {
        using var response = await PostAsync(acme, AuthorizeUrl(acme), ("login", login));
        return Query(response)["code"].ToString();
    }

    private static async Task<JsonElement> TradeAsync(AcmeWorld acme, string code) =>
        await JsonAsync(await TokenAsync(acme, CodeForm(code)));

    private static Task<HttpResponseMessage> TokenAsync(
        AcmeWorld acme,
        (string Name, string Value)[] form,
        params (string Name, string Value)[] changes
    ) =>
        PostAsync(
            acme,
            acme.Adapter.SignIn.TokenEndpoint.AbsoluteUri,
            [.. form.Where(field => changes.All(change => change.Name != field.Name)), .. changes]
        );

    private static Task<HttpResponseMessage> PostAsync(
        AcmeWorld acme,
        string url,
        params (string Name, string Value)[] form
    ) =>
        acme.Http.PostAsync(
            url,
            new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value)))
        );

    private static async Task<HttpResponseMessage> GetAsync(AcmeWorld acme, string url, string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url) { Headers = { { "Cookie", cookie } } };
        return await acme.Http.SendAsync(request);
    }

    private static Dictionary<string, Microsoft.Extensions.Primitives.StringValues> Query(HttpResponseMessage response)
    {
        response.Headers.Location!.GetLeftPart(UriPartial.Path).ShouldBe(AcmeWorld.Callback.AbsoluteUri);
        return QueryHelpers.ParseQuery(response.Headers.Location.Query);
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage response)
    {
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return json.RootElement.Clone();
    }

    private static async Task<string?> ErrorAsync(HttpResponseMessage response) =>
        (await JsonAsync(response)).GetProperty("error").GetString();
}
