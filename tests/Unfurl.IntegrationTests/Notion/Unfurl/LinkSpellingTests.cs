using FsCheck;
using FsCheck.Fluent;
using Unfurl.IntegrationTests.Contract;
using Unfurl.IntegrationTests.Fixtures;
using Unfurl.Testing;
using Unfurl.Testing.GitHub;
using static Unfurl.Testing.GitHub.GitHubThings;
using static Unfurl.Testing.GitHub.GitHubUsers;

namespace Unfurl.IntegrationTests.Notion.Unfurl;

/// <summary>All spellings of a link meet in one thing, one call to the provider and one entry of the cache.</summary>
public abstract class LinkSpellingTests(PostgresFixture? postgres) : IAsyncLifetime
{
    private const int Spellings = 120;

    private GitHubWorld _world = null!;
    private ConnectedUser _user = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await GitHubWorld.StartAsync(postgres);
        _user = await _world.ConnectAsync(Codertocat);
    }

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("issue")]
    [InlineData("pull request")]
    [InlineData("commit")]
    [InlineData("repository")]
    [InlineData("pull request of a private repository")]
    public async Task One_after_the_other_they_cost_one_call(string thing)
    {
        var spellings = Of(thing).Sample(Spellings).Distinct().ToList();

        var answers = new List<Unfurled>();
        foreach (var spelling in spellings)
            answers.Add(await _user.UnfurlAsync(spelling));

        spellings.Count.ShouldBeGreaterThan(Spellings / 2);
        answers[0].Title.ShouldNotBeNull();
        answers.Select(answer => answer.Operations).Distinct().ShouldHaveSingleItem();
        (await _world.QueriesAsync()).ShouldBe(1);
        (await TrackedThingsAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task All_at_once_they_cost_one_call()
    {
        var spellings = Of("pull request").Sample(Spellings / 2).Distinct().ToList();
        await _world.GitHub.HoldAsync();

        var asked = spellings.Select(_user.UnfurlAsync).ToList();
        await Eventually.TrueAsync(async () => (await _world.GitHub.CallsAsync()).Held > 0, "GitHub is asked");
        await _world.GitHub.ReleaseAsync();
        var answers = await Task.WhenAll(asked);

        answers.ShouldAllBe(answer => answer.Title != null && answer.Operations == answers[0].Operations);
        (await _world.QueriesAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_hidden_thing_is_asked_for_once_too()
    {
        var stranger = await _world.ConnectAsync(Monalisa);

        foreach (var spelling in Of("pull request of a private repository").Sample(Spellings / 2))
            (await stranger.UnfurlAsync(spelling)).Status.ShouldBe(404, spelling);

        (await _world.QueriesAsync()).ShouldBe(1);
        (await TrackedThingsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Neighbours_stay_apart()
    {
        string[] links =
        [
            $"https://github.com/{PublicRepository}",
            $"https://github.com/{PublicRepository}/issues/1",
            $"https://github.com/{PublicRepository}/pull/2",
            $"https://github.com/{PublicRepository}/commit/{Commit}",
            $"https://github.com/{PopularRepository}",
        ];

        var answers = new List<Unfurled>();
        foreach (var link in links)
            answers.Add(await _user.UnfurlAsync(link));

        answers.Select(answer => answer.Operations).Distinct().Count().ShouldBe(links.Length);
        (await _world.QueriesAsync()).ShouldBe(links.Length);
    }

    private static Gen<string> Of(string thing) =>
        thing switch
        {
            "issue" => GitHubSpellings.OfNumber(PublicRepository, Issue),
            "pull request" => GitHubSpellings.OfNumber(PublicRepository, PullRequest),
            "commit" => GitHubSpellings.OfCommit(PublicRepository, Commit),
            "repository" => GitHubSpellings.OfRepository(PublicRepository),
            _ => GitHubSpellings.OfNumber(PrivateRepository, PrivatePullRequest),
        };

    private Task<IReadOnlyList<string>> TrackedThingsAsync() =>
        _world.Database.TextsAsync("SELECT DISTINCT link FROM tracked_previews");

    public sealed class OnSqlite() : LinkSpellingTests(null);

    public sealed class OnPostgres(PostgresFixture postgres) : LinkSpellingTests(postgres);
}
