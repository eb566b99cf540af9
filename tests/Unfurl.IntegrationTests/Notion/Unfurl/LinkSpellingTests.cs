using FsCheck;
using FsCheck.Fluent;
using static Unfurl.Testing.GitHub.GitHubThings;
using static Unfurl.Testing.GitHub.GitHubUsers;

namespace Unfurl.IntegrationTests.Notion.Unfurl;

/// <summary>All spellings of a link share one resource, one provider call and one cache entry.</summary>
[OnEachDatabase]
public sealed class LinkSpellingTests : IAsyncLifetime
{
    private const int Spellings = 120;

    private TestHost _host = null!;
    private ConnectedUser _user = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await new TestHostBuilder().WithGitHub().StartAsync();
        _user = await _host.ConnectGitHubAsync(Codertocat);
    }

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData("issue")]
    [InlineData("pull request")]
    [InlineData("commit")]
    [InlineData("repository")]
    [InlineData("pull request of a private repository")]
    public async Task Sequential_requests_make_one_call(string thing)
    {
        var spellings = Of(thing).Sample(Spellings).Distinct().ToList();

        var responses = new List<Unfurled>();
        foreach (var spelling in spellings)
            responses.Add(await _user.UnfurlAsync(spelling));

        spellings.Count.ShouldBeGreaterThan(Spellings / 2);
        responses[0].Title.ShouldNotBeNull();
        responses.Select(response => response.Operations).Distinct().ShouldHaveSingleItem();
        (await _host.GitHubQueriesAsync()).ShouldBe(1);
        (await TrackedThingsAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Concurrent_requests_make_one_call()
    {
        var spellings = Of("pull request").Sample(Spellings / 2).Distinct().ToList();
        await _host.GitHub.HoldAsync();

        var requests = spellings.Select(_user.UnfurlAsync).ToList();
        await Eventually.TrueAsync(async () => (await _host.GitHub.CallsAsync()).Held > 0, "GitHub is asked");
        await _host.GitHub.ReleaseAsync();
        var responses = await Task.WhenAll(requests);

        responses.ShouldAllBe(response => response.Title != null && response.Operations == responses[0].Operations);
        (await _host.GitHubQueriesAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_hidden_link_is_resolved_once()
    {
        var stranger = await _host.ConnectGitHubAsync(Monalisa);

        foreach (var spelling in Of("pull request of a private repository").Sample(Spellings / 2))
            (await stranger.UnfurlAsync(spelling)).Status.ShouldBe(404, spelling);

        (await _host.GitHubQueriesAsync()).ShouldBe(1);
        (await TrackedThingsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Similar_links_are_distinct()
    {
        string[] links =
        [
            $"https://github.com/{PublicRepository}",
            $"https://github.com/{PublicRepository}/issues/1",
            $"https://github.com/{PublicRepository}/pull/2",
            $"https://github.com/{PublicRepository}/commit/{Commit}",
            $"https://github.com/{PopularRepository}",
        ];

        var responses = new List<Unfurled>();
        foreach (var link in links)
            responses.Add(await _user.UnfurlAsync(link));

        responses.Select(response => response.Operations).Distinct().Count().ShouldBe(links.Length);
        (await _host.GitHubQueriesAsync()).ShouldBe(links.Length);
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

    private Task<IReadOnlyList<string>> TrackedThingsAsync() => _host.Database.DisplayedLinksAsync();
}
