using System.Text.RegularExpressions;
using static Unfurl.Testing.GitHub.GitHubThings;
using static Unfurl.Testing.GitHub.GitHubUsers;

namespace Unfurl.IntegrationTests.Previews.Privacy;

/// <summary>
/// Responses to hidden and missing links are equal, byte for byte, also while another account requests them.
/// </summary>
[OnEachDatabase]
public sealed partial class HiddenLinkTests : IAsyncLifetime
{
    private const string Hidden = $"https://github.com/{PrivateRepository}/pull/118";

    private static readonly string[] Missing =
    [
        $"https://github.com/{PrivateRepository}/pull/119",
        $"https://github.com/{PrivateRepository}/issues/118",
        $"https://github.com/{PrivateRepository}",
        $"https://github.com/{PrivateRepository}/commit/0123456",
        $"https://github.com/{PublicRepository}/pull/404",
        "https://github.com/octo-org/no-such-repository/pull/118",
        "https://github.com/no-such-owner/no-such-repository",
        "https://github.com/octo-org/octo-repo/no-such-kind",
        "https://elsewhere.example/octo-org/octo-repo/pull/118",
        "no link",
    ];

    private TestHost _host = null!;
    private ConnectedUser _codertocat = null!;
    private ConnectedUser _monalisa = null!;

    public async ValueTask InitializeAsync() => await StartAsync("Development");

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData("Development")]
    [InlineData("Production")]
    public async Task Every_byte_and_header_is_the_same(string environment)
    {
        await _host.DisposeAsync();
        await StartAsync(environment);
        await _codertocat.UnfurlAsync(Hidden);

        var (hidden, again) = (await _monalisa.RequestAsync(Hidden), await _monalisa.RequestAsync(Hidden));
        foreach (var missing in Missing)
        {
            (await _monalisa.RequestAsync(missing)).ShouldBe(hidden, missing);
            (await _monalisa.RequestAsync(missing)).ShouldBe(again, missing);
        }

        again.ShouldBe(hidden);
        hidden.ShouldContain("\"status\":404");
        (await _codertocat.UnfurlAsync(Hidden)).Title.ShouldNotBeNull();
    }

    [Fact]
    public async Task In_Development_the_cache_state_reveals_nothing()
    {
        await _codertocat.UnfurlAsync(Hidden);

        string[] hidden = [await SourceAsync(Hidden), await SourceAsync(Hidden)];
        string[] missing = [await SourceAsync(Missing[0]), await SourceAsync(Missing[0])];

        hidden.ShouldBe(missing);

        async Task<string> SourceAsync(string link) => (await _monalisa.TimingAsync(link))!.Split(";dur=")[0];
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Each_account_is_resolved_separately_in_either_order(bool ownerFirst)
    {
        foreach (var user in ownerFirst ? [_codertocat, _monalisa] : (ConnectedUser[])[_monalisa, _codertocat])
            (await user.UnfurlAsync(Hidden)).Status.ShouldBe(user == _codertocat ? null : 404);

        (await _host.GitHubQueriesAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task Concurrent_requests_of_two_accounts_share_no_call()
    {
        await _host.GitHub.HoldAsync();
        var (owner, other) = (_codertocat.UnfurlAsync(Hidden), _monalisa.UnfurlAsync(Hidden));
        await PausedAsync(2);
        await _host.GitHub.ReleaseAsync();

        (await owner).Title.ShouldNotBeNull();
        (await other).Status.ShouldBe(404);
        (await _host.GitHubQueriesAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task A_link_made_private_during_a_resolve_is_hidden_from_accounts_without_access()
    {
        await _host.GitHub.MakePublicAsync(PrivateRepository);
        await _host.GitHub.HoldAsync();
        var (owner, other) = (_codertocat.UnfurlAsync(Hidden), _monalisa.UnfurlAsync(Hidden));
        await PausedAsync(2);
        await _host.GitHub.MakePrivateAsync(PrivateRepository, Codertocat);
        await _host.GitHub.ReleaseAsync();

        (await owner).Title.ShouldNotBeNull();
        (await other).Status.ShouldBe(404);
        (await (await _host.ConnectGitHubAsync(Octocat)).UnfurlAsync(Hidden)).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_link_made_public_during_a_resolve_is_shown_to_all_accounts()
    {
        await _host.GitHub.HoldAsync();
        var (owner, other) = (_codertocat.UnfurlAsync(Hidden), _monalisa.UnfurlAsync(Hidden));
        await PausedAsync(2);
        await _host.GitHub.MakePublicAsync(PrivateRepository);
        await _host.GitHub.ReleaseAsync();

        (await other).Operations.ShouldBe((await owner).Operations);
        (await (await _host.ConnectGitHubAsync(Octocat)).UnfurlAsync(Hidden)).Title.ShouldNotBeNull();
        (await _host.GitHubQueriesAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task Access_lost_during_a_resolve_purges_the_stale_entry()
    {
        await _codertocat.UnfurlAsync(Hidden);
        _host.Clock.Advance(DefaultTimes.Fresh);
        await _host.GitHub.HoldAsync();
        var during = _codertocat.UnfurlAsync(Hidden);
        await PausedAsync(1);
        await _host.GitHub.MakePrivateAsync(PrivateRepository);
        await _host.GitHub.ReleaseAsync();

        (await during).Status.ShouldBe(404);
        _host.Clock.Advance(TimeSpan.FromSeconds(30));
        await _host.GitHub.FailAsync("something-wrong", times: 10);
        (await _codertocat.UnfurlAsync(Hidden)).Status.ShouldBe(502);
    }

    [Fact]
    public async Task A_revoked_credential_purges_its_entries()
    {
        await _codertocat.UnfurlAsync(Hidden);
        await _host.GitHub.RevokeAsync(Codertocat);

        _host.Clock.Advance(DefaultTimes.Fresh);
        var revoked = await _codertocat.UnfurlAsync(Hidden);
        await _codertocat.SignInAsync("github", Codertocat, await _host.GitHubTokensAsync(Codertocat));
        await _host.GitHub.FailAsync("something-wrong", times: 10);
        var duringAnOutage = await _codertocat.UnfurlAsync(Hidden);

        (revoked.Status, duringAnOutage.Status).ShouldBe((401, 502));
    }

    [Fact]
    public async Task Icon_URLs_of_a_preview_reveal_nothing_of_the_link()
    {
        var shown = await _codertocat.UnfurlAsync(Hidden);

        var own = Source()
            .Matches(shown.Operations)
            .Select(match => new Uri(match.Groups["url"].Value))
            .Where(url => url.Authority == _host.Service.Url.Authority)
            .ToList();

        own.ShouldNotBeEmpty();
        own.ShouldAllBe(url => IconPath().IsMatch(url.PathAndQuery));
    }

    private async Task StartAsync(string environment)
    {
        _host = await new TestHostBuilder()
            .WithGitHub()
            .In(environment)
            .With(environment == "Production" ? TestSettings.Credentials : [])
            .StartAsync();
        (_codertocat, _monalisa) = (
            await _host.ConnectGitHubAsync(Codertocat),
            await _host.ConnectGitHubAsync(Monalisa)
        );
    }

    private Task PausedAsync(int calls) =>
        Eventually.TrueAsync(async () => (await _host.GitHub.CallsAsync()).Held == calls, $"{calls} calls are held");

    [GeneratedRegex("\"src_url\":\"(?<url>[^\"]+)\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Source();

    [GeneratedRegex("^/icons/github/[a-z-]+\\.png$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex IconPath();
}
