using Unfurl.Testing.GitHub;

namespace Unfurl.Tests.GitHub;

/// <summary>Repositories are renamed and their old names are reused; issues are transferred.</summary>
public sealed class GitHubMoveTests(GitHubDoubleFixture fixture) : GitHubDoubleTests(fixture)
{
    private const string NewName = "Codertocat/Bonjour";

    [Theory]
    [InlineData($"{Issue}#issuecomment-492700400", "Codertocat/Bonjour#1", "repo:186853002#1/comment:492700400")]
    [InlineData(
        $"{PullRequest}#discussion_r284312630",
        "Codertocat/Bonjour#2",
        "repo:186853002#2/review-comment:284312630"
    )]
    [InlineData(
        $"{PullRequest}#pullrequestreview-237895671",
        "Codertocat/Bonjour#2",
        "repo:186853002#2/review:237895671"
    )]
    [InlineData(
        $"{Commit}#commitcomment-33548674",
        "Codertocat/Bonjour@6113728",
        $"repo:186853002@{GitHubThings.Commit}/comment:33548674"
    )]
    public async Task A_comment_is_found_under_the_old_name_of_its_repository(
        string link,
        string identifier,
        string resource
    )
    {
        await GitHub.RenameAsync(GitHubThings.PublicRepository, NewName);

        var found = await FindAsync(link);

        found.Preview.Identifier.ShouldBe(identifier);
        found.Resources[0].Name.ShouldBe(resource);
    }

    [Fact]
    public async Task A_reused_old_name_resolves_to_the_new_repository()
    {
        await GitHub.RenameAsync(GitHubThings.PublicRepository, NewName);
        await GitHub.RegisterAsync(GitHubThings.PublicRepository, id: 5);

        var found = await FindAsync(Issue);
        var original = await FindAsync($"https://github.com/{NewName}/issues/1");

        found.Preview.Title.ShouldBe("An issue of somebody else");
        original.Preview.Title.ShouldBe("Spelling error in the README file");
        found
            .Resources.Select(resource => resource.Name)
            .ShouldBe(["repo:5#1", "repo:5/*", "name:codertocat/hello-world", "owner:codertocat"]);
        found.Resources.Intersect(original.Resources).ShouldBe([new Resource("owner:codertocat")]);
    }

    [Fact]
    public async Task A_comment_of_the_repository_that_had_the_name_before_is_not_found()
    {
        await GitHub.RenameAsync(GitHubThings.PublicRepository, NewName);
        await GitHub.RegisterAsync(GitHubThings.PublicRepository, id: 5);

        (await ResolveAsync($"{Issue}#issuecomment-492700400")).ShouldBe(new Resolution.NotFound());
    }

    [Fact]
    public async Task A_transferred_issue_is_found_at_its_new_location()
    {
        await GitHub.TransferAsync(GitHubThings.PublicRepository, 1, GitHubThings.PopularRepository, 7001);

        var found = await FindAsync(Issue);

        found.Preview.Title.ShouldBe("Spelling error in the README file");
        found.Preview.Identifier.ShouldBe("electron/electron#7001");
        found
            .Resources.Select(resource => resource.Name)
            .ShouldBe(["repo:9384267#7001", "repo:9384267/*", "name:electron/electron", "owner:electron"]);
        var calls = await GitHub.CallsAsync();
        (calls.GraphQL, calls.Rest).ShouldBe((2, 2));
    }

    [Fact]
    public async Task A_transferred_issue_is_found_although_both_repositories_were_renamed()
    {
        await GitHub.TransferAsync(GitHubThings.PublicRepository, 1, GitHubThings.PopularRepository, 7001);
        await GitHub.RenameAsync(GitHubThings.PopularRepository, "electron/proton");
        await GitHub.RenameAsync(GitHubThings.PublicRepository, NewName);

        (await FindAsync(Issue)).Preview.Identifier.ShouldBe("electron/proton#7001");
    }

    [Fact]
    public async Task A_transferred_issue_has_the_audience_of_its_new_repository()
    {
        await GitHub.TransferAsync(GitHubThings.PublicRepository, 1, GitHubThings.PrivateRepository, 7001);

        var found = await FindAsync(Issue, GitHubUsers.Codertocat);

        found.Preview.Identifier.ShouldBe("octo-org/octo-repo#7001");
        found.Audience.ShouldBe(Audience.Account);
        (await ResolveAsync(Issue, GitHubUsers.Octocat)).ShouldBe(new Resolution.NotFound());
    }

    [Fact]
    public async Task A_comment_of_a_transferred_issue_is_not_found()
    {
        await GitHub.TransferAsync(GitHubThings.PublicRepository, 1, GitHubThings.PopularRepository, 7001);

        (await ResolveAsync($"{Issue}#issuecomment-492700400")).ShouldBe(new Resolution.NotFound());
    }

    [Theory]
    [InlineData("bad-gateway")]
    [InlineData("secondary-limit")]
    public async Task A_missing_number_is_not_found_even_if_the_transfer_lookup_fails(string failure)
    {
        await GitHub.FailAsync(failure, path: "issues/404");

        (await ResolveAsync($"{Repository}/issues/404")).ShouldBe(new Resolution.NotFound());
    }

    [Fact]
    public async Task A_missing_repository_is_queried_once()
    {
        (await ResolveAsync("https://github.com/nobody/nothing/issues/1")).ShouldBe(new Resolution.NotFound());

        var calls = await GitHub.CallsAsync();
        (calls.GraphQL, calls.Rest).ShouldBe((1, 0));
    }
}
