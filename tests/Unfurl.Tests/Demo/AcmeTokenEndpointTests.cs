using System.Net;
using static Unfurl.Tests.Demo.AcmeOAuth;

namespace Unfurl.Tests.Demo;

public sealed class AcmeTokenEndpointTests
{
    [Theory]
    [InlineData("ada", "u-7")]
    [InlineData("ben", "u-8")]
    public async Task Both_users_can_sign_in(string login, string subject)
    {
        await using var acme = await AcmeFixture.StartAsync();

        var tokens = await ExchangeCodeAsync(acme, await CodeAsync(acme, login));
        var call = TestCall.With(acme.Http, new Secret(tokens.GetProperty("access_token").GetString()!), acme.Clock);

        tokens.GetProperty("expires_in").GetInt32().ShouldBe(3600);
        tokens.GetProperty("token_type").GetString().ShouldBe("bearer");
        (await acme.Adapter.IdentifyAsync(call, default)).ShouldBe(new Identification.Known(subject, login));
    }

    [Theory]
    [InlineData("code_verifier", "another-verifier-of-at-least-forty-three-chars")]
    [InlineData("redirect_uri", "https://unfurl.test/elsewhere")]
    [InlineData("code", "acme_code_made_up")]
    public async Task A_code_is_bound_to_its_authorization_request(string parameter, string value)
    {
        await using var acme = await AcmeFixture.StartAsync();
        var code = await CodeAsync(acme, "ada");

        using var response = await TokenAsync(acme, CodeForm(code), (parameter, value));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await ErrorAsync(response)).ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task A_reused_code_revokes_its_tokens()
    {
        await using var acme = await AcmeFixture.StartAsync();
        var code = await CodeAsync(acme, "ada");
        var tokens = await ExchangeCodeAsync(acme, code);

        using var second = await TokenAsync(acme, CodeForm(code));
        using var refresh = await TokenAsync(acme, RefreshForm(tokens));

        (await ErrorAsync(second)).ShouldBe("invalid_grant");
        (await ErrorAsync(refresh)).ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task A_code_lasts_ten_minutes()
    {
        await using var acme = await AcmeFixture.StartAsync();
        var code = await CodeAsync(acme, "ada");
        acme.Clock.Advance(TimeSpan.FromMinutes(10));

        using var response = await TokenAsync(acme, CodeForm(code));

        (await ErrorAsync(response)).ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task Refresh_tokens_rotate_after_the_access_token_has_expired()
    {
        await using var acme = await AcmeFixture.StartAsync();
        var first = await ExchangeCodeAsync(acme, await CodeAsync(acme, "ada"));
        acme.Clock.Advance(TimeSpan.FromHours(2));

        var second = await JsonAsync(await TokenAsync(acme, RefreshForm(first)));
        var third = await JsonAsync(await TokenAsync(acme, RefreshForm(second)));

        var call = TestCall.With(acme.Http, new Secret(third.GetProperty("access_token").GetString()!), acme.Clock);
        (await acme.ResolveAsync("/items/3", call)).ShouldBeOfType<Resolution.Found>();
        acme.Site.TokensIssued.ShouldBe(3);
    }

    [Fact]
    public async Task A_reused_refresh_token_revokes_the_grant()
    {
        await using var acme = await AcmeFixture.StartAsync();
        var first = await ExchangeCodeAsync(acme, await CodeAsync(acme, "ada"));
        var second = await JsonAsync(await TokenAsync(acme, RefreshForm(first)));

        using var reused = await TokenAsync(acme, RefreshForm(first));
        using var latest = await TokenAsync(acme, RefreshForm(second));

        (await ErrorAsync(reused)).ShouldBe("invalid_grant");
        (await ErrorAsync(latest)).ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task Revoking_a_token_revokes_the_grant_and_an_unknown_one_is_accepted()
    {
        await using var acme = await AcmeFixture.StartAsync();
        var tokens = await ExchangeCodeAsync(acme, await CodeAsync(acme, "ada"));

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
    public async Task An_invalid_token_request_gets_a_JSON_error_and_consumes_no_code(
        string parameter,
        string value,
        HttpStatusCode status,
        string error
    )
    {
        await using var acme = await AcmeFixture.StartAsync();
        var code = await CodeAsync(acme, "ada");

        using var response = await TokenAsync(acme, CodeForm(code), (parameter, value));

        response.StatusCode.ShouldBe(status);
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        (await ErrorAsync(response)).ShouldBe(error);
        (await ExchangeCodeAsync(acme, code)).TryGetProperty("access_token", out _).ShouldBeTrue();
    }

    [Fact]
    public async Task A_token_request_that_is_no_form_is_invalid()
    {
        await using var acme = await AcmeFixture.StartAsync();

        using var response = await acme.Http.PostAsync(acme.At("/oauth/token"), new StringContent("{}"));

        (await ErrorAsync(response)).ShouldBe("invalid_request");
    }
}
