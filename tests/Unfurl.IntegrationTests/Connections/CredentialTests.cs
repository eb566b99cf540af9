using Unfurl.Demo.Site;
using Unfurl.Server.Connections.Credentials;
using static Unfurl.IntegrationTests.Fixtures.AcmeUsers;
using static Unfurl.IntegrationTests.Fixtures.DefaultTimes;

namespace Unfurl.IntegrationTests.Connections;

// Acme rotates refresh tokens (RFC 9700 §4.14.2).
[OnEachDatabase]
public sealed class CredentialTests : IAsyncLifetime
{
    private static readonly TimeSpan AccessTokenLifetime = TimeSpan.FromHours(1);
    private static readonly string[] Paths = ["/items/1", "/items/2", "/items/3", "/items/5", "/items/6"];

    private TestHost _host = null!;
    private ConnectedUser _ada = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await new TestHostBuilder().WithAcme().StartAsync();
        _ada = await _host.AdaAsync();
    }

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Twenty_concurrent_requests_refresh_an_expired_token_once(bool isEndKnown)
    {
        if (isEndKnown)
            _host.Clock.Advance(AccessTokenLifetime);
        else
            _host.Acme.Site.ExpireAccessTokens("ada");
        var issued = _host.Acme.Site.TokensIssued;

        var responses = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(i => _ada.UnfurlAsync(LinkTo(Paths[i % Paths.Length])))
        );

        responses.ShouldAllBe(response => response.Title != null);
        (_host.Acme.Site.TokensIssued - issued).ShouldBe(1);
    }

    [Fact]
    public async Task A_token_is_refreshed_shortly_before_it_expires()
    {
        var issued = _host.Acme.Site.TokensIssued;

        _host.Clock.Advance(AccessTokenLifetime - TimeSpan.FromSeconds(61));
        await _ada.UnfurlAsync(LinkTo("/items/1"));
        var before = _host.Acme.Site.TokensIssued - issued;
        _host.Clock.Advance(TimeSpan.FromSeconds(2));
        await _ada.UnfurlAsync(LinkTo("/items/2"));

        (before, _host.Acme.Site.TokensIssued - issued).ShouldBe((0, 1));
    }

    [Fact]
    public async Task A_rotated_refresh_token_is_stored_and_works_again_and_again()
    {
        for (var round = 1; round <= 3; round++)
        {
            var before = await _ada.CredentialAsync("acme");
            _host.Clock.Advance(AccessTokenLifetime);

            var response = await _ada.UnfurlAsync(LinkTo("/items/3"));
            var after = await _ada.CredentialAsync("acme");

            response.Title.ShouldNotBeNull($"round {round}");
            after.AccessToken.Reveal().ShouldNotBe(before.AccessToken.Reveal());
            after.RefreshToken!.Reveal().ShouldNotBe(before.RefreshToken!.Reveal());
            after.ExpiresAt.ShouldBe(_host.Clock.GetUtcNow() + AccessTokenLifetime);
        }
    }

    [Fact]
    public async Task A_revoked_credential_yields_a_sign_in_error_and_is_never_used_again()
    {
        await _ada.UnfurlAsync(LinkTo("/items/3"));
        _host.Acme.Site.RevokeTokens("ada");
        _host.Clock.Advance(Fresh);

        var rejected = await _ada.UnfurlAsync(LinkTo("/items/3"));
        var calls = _host.Acme.Site.ApiCalls;
        var again = await _ada.UnfurlAsync(LinkTo("/items/3"));
        var publicLink = await _ada.UnfurlAsync(LinkTo("/items/1"));

        (rejected.Status, again.Status, publicLink.Status).ShouldBe((401, 401, 401));
        rejected.Message!.ShouldContain(new Uri(_host.Service.Url, "/connections").AbsoluteUri);
        (await _ada.CredentialAsync("acme")).IsActive.ShouldBeFalse();
        _host.Acme.Site.ApiCalls.ShouldBe(calls);
    }

    [Fact]
    public async Task Signing_in_again_renews_the_credential_for_all_grants_at_once()
    {
        var elsewhere = await _ada.FromWorkspaceAsync("another workspace");
        _host.Acme.Site.RevokeTokens("ada");
        var rejected = await _ada.UnfurlAsync(LinkTo("/items/3"));

        await _ada.SignInAsync("acme", "ada", _host.AcmeTokens("ada"));
        var one = await _ada.UnfurlAsync(LinkTo("/items/3"));
        var other = await elsewhere.UnfurlAsync(LinkTo("/items/3"));

        rejected.Status.ShouldBe(401);
        one.Title.ShouldNotBeNull();
        other.Title.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_revoked_credential_does_not_affect_other_accounts()
    {
        var ben = await _host.BenAsync();
        await _ada.UnfurlAsync(LinkTo("/items/1"));
        _host.Acme.Site.RevokeTokens("ada");
        _host.Clock.Advance(Fresh);
        await _ada.UnfurlAsync(LinkTo("/items/1"));

        _host.Acme.Site.RespondNext(System.Net.HttpStatusCode.InternalServerError);
        var bens = await ben.UnfurlAsync(LinkTo("/items/1"));

        bens.Title.ShouldBe(_host.Acme.Site.Find("/items/1")!.Title);
    }

    [Fact]
    public async Task A_link_of_an_instance_without_a_credential_names_where_to_connect()
    {
        await using var second = await AcmeSiteHost.StartAsync(time: _host.Clock);
        await using var host = await new TestHostBuilder()
            .WithAcme()
            .With(TestSettings.Acme(second.WebUrl, "second", "second.example"))
            .StartAsync();
        var ada = await host.AdaAsync();

        var rejected = await ada.UnfurlAsync("https://second.example/items/3");
        var tokens = second.Site.IssueTokens("ada");
        await ada.SignInAsync("second", "ada there", new(tokens.AccessToken, tokens.RefreshToken, null));
        var after = await ada.UnfurlAsync("https://second.example/items/3");

        rejected.Status.ShouldBe(401);
        rejected.Message!.ShouldContain(new Uri(host.Service.Url, "/connections").AbsoluteUri);
        after.Title.ShouldBe(second.Site.Find("/items/3")!.Title);
        host.Acme.Site.ApiCalls.ShouldBe(0);
    }

    [Fact]
    public async Task No_token_reaches_the_log()
    {
        var secrets = new List<string>();
        async Task NoteAsync()
        {
            var credential = await _ada.CredentialAsync("acme");
            secrets.AddRange([credential.AccessToken.Reveal(), credential.RefreshToken!.Reveal()]);
        }

        await NoteAsync();
        _host.Clock.Advance(AccessTokenLifetime);
        await _ada.UnfurlAsync(LinkTo("/items/3"));
        await NoteAsync();
        _host.Acme.Site.RevokeTokens("ada");
        await _ada.UnfurlAsync(LinkTo("/items/1"));

        var log = _host.Service.Logs.ToString();
        log.ShouldContain("the user has to sign in again");
        secrets.ShouldAllBe(secret => !log.Contains(secret, StringComparison.Ordinal));
        log.ShouldNotContain("unfurl-demo-secret");
        log.ShouldNotContain("System.Net.Http");
    }
}
