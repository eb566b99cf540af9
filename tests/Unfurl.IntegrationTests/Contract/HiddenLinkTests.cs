using System.Net;
using System.Text.RegularExpressions;
using Unfurl.IntegrationTests.Fixtures;
using Unfurl.Testing;
using Unfurl.Testing.GitHub;
using static Unfurl.Testing.GitHub.GitHubThings;
using static Unfurl.Testing.GitHub.GitHubUsers;

namespace Unfurl.IntegrationTests.Contract;

/// <summary>Hidden and missing links are the same to whoever asks, byte for byte, whoever else asks for them meanwhile.</summary>
public abstract partial class HiddenLinkTests(PostgresFixture? postgres) : IAsyncLifetime
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

    private GitHubWorld _world = null!;
    private ConnectedUser _codertocat = null!;
    private ConnectedUser _monalisa = null!;

    public async ValueTask InitializeAsync() => await StartAsync("Development");

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("Development")]
    [InlineData("Production")]
    public async Task Every_byte_and_header_is_the_same(string environment)
    {
        await _world.DisposeAsync();
        await StartAsync(environment);
        await _codertocat.UnfurlAsync(Hidden);

        var (hidden, again) = (await _monalisa.AskAsync(Hidden), await _monalisa.AskAsync(Hidden));
        foreach (var missing in Missing)
        {
            (await _monalisa.AskAsync(missing)).ShouldBe(hidden, missing);
            (await _monalisa.AskAsync(missing)).ShouldBe(again, missing);
        }

        again.ShouldBe(hidden);
        hidden.ShouldContain("\"status\":404");
        (await _codertocat.UnfurlAsync(Hidden)).Title.ShouldNotBeNull();
    }

    [Fact]
    public async Task In_Development_the_cache_s_state_tells_nothing_either()
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
    public async Task In_either_order_each_account_is_asked_for_and_gets_its_own_answer(bool ownerFirst)
    {
        foreach (var user in ownerFirst ? [_codertocat, _monalisa] : (ConnectedUser[])[_monalisa, _codertocat])
            (await user.UnfurlAsync(Hidden)).Status.ShouldBe(user == _codertocat ? null : 404);

        (await _world.QueriesAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task At_the_same_time_no_account_shares_the_call_of_another()
    {
        await _world.GitHub.HoldAsync();
        var (owner, other) = (_codertocat.UnfurlAsync(Hidden), _monalisa.UnfurlAsync(Hidden));
        await HeldAsync(2);
        await _world.GitHub.ReleaseAsync();

        (await owner).Title.ShouldNotBeNull();
        (await other).Status.ShouldBe(404);
        (await _world.QueriesAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task What_turns_private_while_it_is_asked_for_is_hidden_from_who_may_not_see_it()
    {
        await _world.GitHub.MakePublicAsync(PrivateRepository);
        await _world.GitHub.HoldAsync();
        var (owner, other) = (_codertocat.UnfurlAsync(Hidden), _monalisa.UnfurlAsync(Hidden));
        await HeldAsync(2);
        await _world.GitHub.MakePrivateAsync(PrivateRepository, Codertocat);
        await _world.GitHub.ReleaseAsync();

        (await owner).Title.ShouldNotBeNull();
        (await other).Status.ShouldBe(404);
        (await (await _world.ConnectAsync(Octocat)).UnfurlAsync(Hidden)).Status.ShouldBe(404);
    }

    [Fact]
    public async Task What_turns_public_while_it_is_asked_for_is_shown_to_all()
    {
        await _world.GitHub.HoldAsync();
        var (owner, other) = (_codertocat.UnfurlAsync(Hidden), _monalisa.UnfurlAsync(Hidden));
        await HeldAsync(2);
        await _world.GitHub.MakePublicAsync(PrivateRepository);
        await _world.GitHub.ReleaseAsync();

        (await other).Operations.ShouldBe((await owner).Operations);
        (await (await _world.ConnectAsync(Octocat)).UnfurlAsync(Hidden)).Title.ShouldNotBeNull();
        (await _world.QueriesAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task Access_that_is_taken_away_during_the_call_ends_the_older_copy_at_once()
    {
        await _codertocat.UnfurlAsync(Hidden);
        _world.Clock.Advance(GitHubWorld.Fresh);
        await _world.GitHub.HoldAsync();
        var during = _codertocat.UnfurlAsync(Hidden);
        await HeldAsync(1);
        await _world.GitHub.MakePrivateAsync(PrivateRepository);
        await _world.GitHub.ReleaseAsync();

        (await during).Status.ShouldBe(404);
        _world.Clock.Advance(TimeSpan.FromSeconds(30));
        await _world.GitHub.FailAsync("something-wrong", times: 10);
        (await _codertocat.UnfurlAsync(Hidden)).Status.ShouldBe(502);
    }

    [Fact]
    public async Task A_revoked_credential_ends_what_was_seen_with_it()
    {
        await _codertocat.UnfurlAsync(Hidden);
        await _world.GitHub.RevokeAsync(Codertocat);

        _world.Clock.Advance(GitHubWorld.Fresh);
        var revoked = await _codertocat.UnfurlAsync(Hidden);
        await _codertocat.SignInAsync("github", Codertocat, await _world.TokensAsync(Codertocat));
        await _world.GitHub.FailAsync("something-wrong", times: 10);
        var duringAnOutage = await _codertocat.UnfurlAsync(Hidden);

        (revoked.Status, duringAnOutage.Status).ShouldBe((401, 502));
    }

    [Fact]
    public async Task A_preview_s_own_pictures_name_nothing_of_the_link()
    {
        var shown = await _codertocat.UnfurlAsync(Hidden);

        var own = Source()
            .Matches(shown.Operations)
            .Select(match => new Uri(match.Groups["url"].Value))
            .Where(url => url.Authority == _world.Service.Url.Authority)
            .ToList();

        own.ShouldNotBeEmpty();
        own.ShouldAllBe(url => IconPath().IsMatch(url.PathAndQuery));
    }

    private async Task StartAsync(string environment)
    {
        KeyValuePair<string, string?>[] production =
        [
            new("Unfurl:OAuth:ClientId", "notion"),
            new("Unfurl:OAuth:ClientSecret", "secret-that-notion-presents"),
            new("Unfurl:Notion:ClientId", "connection"),
            new("Unfurl:Notion:ClientSecret", "secret-of-the-connection"),
        ];
        _world = await GitHubWorld.StartAsync(postgres, environment, environment == "Production" ? production : null);
        (_codertocat, _monalisa) = (await _world.ConnectAsync(Codertocat), await _world.ConnectAsync(Monalisa));
    }

    private Task HeldAsync(int calls) =>
        Eventually.TrueAsync(async () => (await _world.GitHub.CallsAsync()).Held == calls, $"{calls} calls are held");

    [GeneratedRegex("\"src_url\":\"(?<url>[^\"]+)\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Source();

    [GeneratedRegex("^/icons/github/[a-z-]+\\.png$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex IconPath();

    public sealed class OnSqlite() : HiddenLinkTests(null);

    public sealed class OnPostgres(PostgresFixture postgres) : HiddenLinkTests(postgres);
}
