using Unfurl.Demo;

namespace Unfurl.Tests.Demo;

/// <summary>Acme's revocation endpoint (RFC 7009), as its adapter uses it.</summary>
public sealed class AcmeRevocationTests : IAsyncLifetime
{
    private AcmeFixture _world = null!;

    public async ValueTask InitializeAsync() => _world = await AcmeFixture.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_credential_is_revoked_and_the_users_other_one_is_not(bool hasRefreshToken)
    {
        var (ended, other) = (_world.Site.IssueTokens("ada"), _world.CallAs("ada"));
        var call = new ProviderCall(_world.Http, ended.AccessToken, _world.Clock);

        var revocation = await RevokeAsync(_world.Adapter, call, hasRefreshToken ? ended.RefreshToken : null);

        revocation.ShouldBeOfType<Revocation.Done>();
        (await _world.ResolveAsync("/items/1", call)).ShouldBeOfType<Resolution.SignInNeeded>();
        (await _world.ResolveAsync("/items/1", other)).ShouldBeOfType<Resolution.Found>();
        _world.Site.ActiveGrants("ada").ShouldBe(1);
    }

    [Fact]
    public async Task An_expired_access_token_is_revoked_with_its_refresh_token()
    {
        var tokens = _world.Site.IssueTokens("ada");
        _world.Clock.Advance(tokens.ExpiresIn);

        await RevokeAsync(
            _world.Adapter,
            new ProviderCall(_world.Http, tokens.AccessToken, _world.Clock),
            tokens.RefreshToken
        );

        _world.Site.ActiveGrants("ada").ShouldBe(0);
    }

    [Fact]
    public async Task An_unknown_token_is_done()
    {
        var call = new ProviderCall(_world.Http, new Secret("never seen"), _world.Clock);

        (await RevokeAsync(_world.Adapter, call, null)).ShouldBeOfType<Revocation.Done>();
    }

    [Fact]
    public async Task A_client_that_Acme_does_not_know_is_a_failure()
    {
        var stranger = new AcmeAdapter(_world.WebUrl, "stranger", new Secret("guess"));

        (await RevokeAsync(stranger, _world.CallAs("ada"), null)).ShouldBe(new Revocation.Failed("HTTP 401"));
    }

    [Fact]
    public async Task An_unreachable_Acme_is_a_failure()
    {
        var away = new AcmeAdapter(new Uri("http://127.0.0.1:9/"), "unfurl-demo", new Secret("unfurl-demo-secret"));

        (await RevokeAsync(away, _world.CallAs("ada"), null)).ShouldBeOfType<Revocation.Failed>();
    }

    private static Task<Revocation> RevokeAsync(IProviderAdapter adapter, ProviderCall call, Secret? refreshToken) =>
        adapter.RevokeAsync(call, refreshToken, TestContext.Current.CancellationToken);
}
