using Unfurl.Demo;

namespace Unfurl.Tests.Demo;

public sealed class AcmeRevocationTests : IAsyncLifetime
{
    private AcmeFixture _fixture = null!;

    public async ValueTask InitializeAsync() => _fixture = await AcmeFixture.StartAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_credential_is_revoked_and_the_users_other_one_is_not(bool hasRefreshToken)
    {
        var (ended, other) = (_fixture.Site.IssueTokens("ada"), _fixture.CallAs("ada"));
        var call = TestCall.With(_fixture.Http, ended.AccessToken, _fixture.Clock);

        var revocation = await RevokeAsync(_fixture.Adapter, call, hasRefreshToken ? ended.RefreshToken : null);

        revocation.ShouldBeOfType<Revocation.Done>();
        (await _fixture.ResolveAsync("/items/1", call)).ShouldBeOfType<Resolution.SignInNeeded>();
        (await _fixture.ResolveAsync("/items/1", other)).ShouldBeOfType<Resolution.Found>();
        _fixture.Site.ActiveGrants("ada").ShouldBe(1);
    }

    [Fact]
    public async Task An_expired_access_token_is_revoked_with_its_refresh_token()
    {
        var tokens = _fixture.Site.IssueTokens("ada");
        _fixture.Clock.Advance(tokens.ExpiresIn);

        await RevokeAsync(
            _fixture.Adapter,
            TestCall.With(_fixture.Http, tokens.AccessToken, _fixture.Clock),
            tokens.RefreshToken
        );

        _fixture.Site.ActiveGrants("ada").ShouldBe(0);
    }

    [Fact]
    public async Task An_unknown_token_is_done()
    {
        var call = TestCall.With(_fixture.Http, new Secret("never seen"), _fixture.Clock);

        (await RevokeAsync(_fixture.Adapter, call, null)).ShouldBeOfType<Revocation.Done>();
    }

    [Fact]
    public async Task A_client_that_Acme_does_not_know_is_a_failure()
    {
        var stranger = new AcmeAdapter(_fixture.WebUrl, "stranger", new Secret("guess"));

        (await RevokeAsync(stranger, _fixture.CallAs("ada"), null)).ShouldBe(new Revocation.Failed("HTTP 401"));
    }

    [Fact]
    public async Task An_unreachable_Acme_is_a_failure()
    {
        var away = new AcmeAdapter(new Uri("http://127.0.0.1:9/"), "unfurl-demo", new Secret("unfurl-demo-secret"));

        (await RevokeAsync(away, _fixture.CallAs("ada"), null)).ShouldBeOfType<Revocation.Failed>();
    }

    private static Task<Revocation> RevokeAsync(IProviderAdapter adapter, ProviderCall call, Secret? refreshToken) =>
        adapter.RevokeAsync(call, refreshToken, TestContext.Current.CancellationToken);
}
