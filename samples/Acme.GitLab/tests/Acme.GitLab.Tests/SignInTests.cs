using System.Net;

namespace Acme.GitLab.Tests;

public sealed class SignInTests
{
    private const string Me = "Cases/me.http";

    [Fact]
    public Task It_knows_whose_a_key_is() => Tested.WithKeys().CheckIdentificationAsync(RecordedHttp.Load(Me));

    [Fact]
    public Task It_knows_who_signed_in() => Tested.WithOAuth().CheckIdentificationAsync(RecordedHttp.Load(Me));

    [Fact]
    public async Task A_user_is_known_by_the_number_that_never_changes()
    {
        var recorded = RecordedHttp.Load(Me);

        var identification = await Tested.WithKeys().IdentifyAsync(recorded, "a-key");

        Assert.Equal(new Identification.Known("7", "ada"), identification);
        Assert.Equal("Bearer a-key", Assert.Single(recorded.Requests).Headers["Authorization"]);
    }

    [Theory]
    [InlineData("""{"error":"insufficient_scope"}""", typeof(Identification.Rejected))]
    [InlineData("""{"message":"403 Forbidden - Your account has been blocked."}""", typeof(Identification.Rejected))]
    [InlineData("<h1>Request blocked</h1>", typeof(Identification.Unavailable))]
    public async Task A_refusal_signs_out_only_if_it_is_about_the_credential(string body, Type expected)
    {
        var recorded = RecordedHttp.Parse($"GET /api/v4/user\n\nHTTP/2 403\n\n{body}");

        Assert.IsType(expected, await Tested.WithKeys().IdentifyAsync(recorded));
    }

    [Fact]
    public void OAuth_asks_for_reading_only()
    {
        var signIn = Assert.IsType<OAuthSignIn>(Tested.WithOAuth().Adapter.SignIn);

        Assert.Equal("https://gitlab.acme.com/oauth/authorize", signIn.AuthorizationEndpoint.AbsoluteUri);
        Assert.Equal("https://gitlab.acme.com/oauth/token", signIn.TokenEndpoint.AbsoluteUri);
        Assert.Equal(["read_api"], signIn.Scopes);
        Assert.True(signIn.UsesPkce);
    }

    [Theory]
    [InlineData("a-refresh-token", "token=a-refresh-token&token_type_hint=refresh_token")]
    [InlineData(null, "token=a-token&token_type_hint=access_token")]
    public async Task A_disconnected_user_s_token_is_ended(string? refreshToken, string form)
    {
        using var gitLab = new RevocationEndpoint(HttpStatusCode.OK);

        var revocation = await gitLab.RevokeAsync("a-token", refreshToken);

        Assert.IsType<Revocation.Done>(revocation);
        Assert.Equal("POST https://gitlab.acme.com/oauth/revoke", gitLab.Request);
        Assert.Equal($"client_id=the-application&client_secret=the-secret&{form}", gitLab.Form);
    }

    [Fact]
    public async Task A_token_that_GitLab_does_not_end_is_told_to_the_operator()
    {
        using var gitLab = new RevocationEndpoint(HttpStatusCode.Forbidden);

        Assert.Equal(new Revocation.Failed("HTTP 403"), await gitLab.RevokeAsync("a-token", null));
    }

    [Theory]
    [InlineData("", "", "", "gitlab:ClientId must be set, or SignIn must be PersonalKey")]
    [InlineData("OAuth", "", "id", "gitlab:ClientSecret must be set, or SignIn must be PersonalKey")]
    [InlineData("Key", "", "", "gitlab:SignIn must be OAuth or PersonalKey")]
    [InlineData("PersonalKey", "https://acme.com/git", "", "gitlab:Url must have no path, query or user")]
    public void A_wrong_setting_is_reported_with_what_it_should_be(
        string signIn,
        string url,
        string clientId,
        string problem
    )
    {
        var values = new Dictionary<string, string?>
        {
            ["SignIn"] = signIn,
            ["Url"] = url,
            ["ClientId"] = clientId,
        };
        var settings = new ProviderSettings("gitlab", Tested.Host, values);

        new GitLabProviderType().Create(settings);

        Assert.Contains(settings.Problems, it => it.Contains(problem, StringComparison.Ordinal));
    }
}
