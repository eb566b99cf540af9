using Unfurl.Testing.GitHub;

namespace Unfurl.Tests.GitHub;

public sealed class GitHubAdapterTests(GitHubDoubleFixture fixture) : GitHubDoubleTests(fixture)
{
    [Fact]
    public async Task A_pull_request_is_found()
    {
        var found = await FindAsync(PullRequest);

        found.Preview.Title.ShouldBe("Update the README with new information.");
        found.Preview.Identifier.ShouldBe("Codertocat/Hello-World#2");
        found.Preview.Status!.Word.ShouldBe("Open");
        found.Preview.Author!.Name.ShouldBe("Codertocat");
        found.Audience.ShouldBe(Audience.Public);
        found
            .Resources.Select(resource => resource.Name)
            .ShouldBe([
                "repo:186853002#2",
                "repo:186853002@ec26c3e57ca3a959ca5aad62de7213c562f8c821",
                "repo:186853002/*",
                "name:codertocat/hello-world",
                "owner:codertocat",
            ]);
    }

    [Fact]
    public async Task An_issue_is_found()
    {
        var found = await FindAsync(Issue);

        found.Preview.Title.ShouldBe("Spelling error in the README file");
        found.Preview.Identifier.ShouldBe("Codertocat/Hello-World#1");
        found.Preview.Body.ShouldBe("It looks like you accidently spelled 'commit' with two 't's.");
        found.Audience.ShouldBe(Audience.Public);
        found
            .Resources.Select(resource => resource.Name)
            .ShouldBe(["repo:186853002#1", "repo:186853002/*", "name:codertocat/hello-world", "owner:codertocat"]);
    }

    [Fact]
    public async Task A_repository_is_found()
    {
        var found = await FindAsync("https://github.com/electron/electron.git");

        found.Preview.Title.ShouldBe("electron/electron");
        found.Preview.Author!.Name.ShouldBe("electron");
        found.Preview.Fields.ShouldContain(new Field("stars", "Stars", new FieldValue.Text("87,864 stars")));
        found.Audience.ShouldBe(Audience.Public);
        found
            .Resources.Select(resource => resource.Name)
            .ShouldBe(["repo:9384267", "repo:9384267/*", "name:electron/electron", "owner:electron"]);
    }

    [Theory]
    [InlineData(Commit)]
    [InlineData($"{Repository}/commit/6113728")]
    [InlineData($"{Repository}/pull/2/commits/6113728F27AE")]
    public async Task A_commit_is_found(string link)
    {
        var found = await FindAsync(link);

        found.Preview.Title.ShouldBe("Initial commit");
        found.Preview.Identifier.ShouldBe("Codertocat/Hello-World@6113728");
        found.Resources[0].Name.ShouldBe($"repo:186853002@{GitHubThings.Commit}");
    }

    [Theory]
    [InlineData($"{Repository}/issues/2")]
    [InlineData($"{Repository}/pull/2/files")]
    public async Task An_issue_link_resolves_to_the_pull_request_of_its_number(string link) =>
        (await FindAsync(link)).Preview.ShouldBeEquivalentTo((await FindAsync(PullRequest)).Preview);

    [Theory]
    [InlineData($"{Repository}/issues/404")]
    [InlineData($"{Repository}/pull/404")]
    [InlineData($"{Repository}/commit/0000000000000000000000000000000000000000")]
    [InlineData($"{PullRequest}/commits/0000000000000000000000000000000000000000")]
    [InlineData($"{PullRequest}/commits/0000000")]
    [InlineData("https://github.com/nobody/nothing")]
    [InlineData("https://github.com/nobody/nothing/issues/1")]
    [InlineData("https://github.com/nobody/nothing/commit/6113728")]
    public async Task A_missing_resource_is_not_found(string link) =>
        (await ResolveAsync(link)).ShouldBe(new Resolution.NotFound());

    [Fact]
    public async Task A_private_resource_is_found_with_the_account_audience()
    {
        var found = await FindAsync(Private, GitHubUsers.Codertocat);

        found.Preview.Title.ShouldBe("Create issue-comment");
        found.Audience.ShouldBe(Audience.Account);
    }

    [Fact]
    public async Task A_private_resource_is_not_found_without_access() =>
        (await ResolveAsync(Private, GitHubUsers.Octocat)).ShouldBe(new Resolution.NotFound());

    [Fact]
    public async Task Visibility_is_read_on_each_call()
    {
        (await FindAsync(Issue)).Audience.ShouldBe(Audience.Public);

        await GitHub.SetRepositoryAsync(GitHubThings.PublicRepository, new { visibility = "INTERNAL" });
        (await ResolveAsync(Issue)).ShouldBe(new Resolution.NotFound());

        await GitHub.MakePrivateAsync(GitHubThings.PublicRepository, GitHubUsers.Octocat);
        (await FindAsync(Issue)).Audience.ShouldBe(Audience.Account);

        await GitHub.MakePublicAsync(GitHubThings.PublicRepository);
        (await FindAsync(Issue)).Audience.ShouldBe(Audience.Public);
    }

    [Fact]
    public async Task A_renamed_repository_keeps_its_id_and_shows_its_new_name()
    {
        await GitHub.RenameAsync(GitHubThings.PublicRepository, "Codertocat/Bonjour");

        var found = await FindAsync(Issue);

        found.Preview.Identifier.ShouldBe("Codertocat/Bonjour#1");
        found
            .Resources.Select(resource => resource.Name)
            .ShouldBe(["repo:186853002#1", "repo:186853002/*", "name:codertocat/bonjour", "owner:codertocat"]);
    }

    [Fact]
    public async Task A_change_is_visible_on_the_next_call()
    {
        await GitHub.SetAsync(
            GitHubThings.PublicRepository,
            GitHubThings.PullRequest,
            new
            {
                state = "MERGED",
                merged = true,
                mergedAt = "2025-02-01T10:00:00Z",
            }
        );

        (await FindAsync(PullRequest)).Preview.Status!.Word.ShouldBe("Merged");
    }

    [Fact]
    public async Task One_link_costs_one_call()
    {
        await FindAsync(PullRequest);

        (await GitHub.CallsAsync()).GraphQL.ShouldBe(1);
    }

    [Fact]
    public async Task An_older_server_is_queried_again_without_unsupported_fields()
    {
        await GitHub.UseServerVersionAsync("3.16");

        var found = await FindAsync(Issue);

        found.Preview.Status!.Word.ShouldBe("Open");
        (await GitHub.CallsAsync()).GraphQL.ShouldBe(2);
    }

    [Fact]
    public async Task No_field_needs_more_scopes_than_repo()
    {
        var token = await GitHub.IssueTokenAsync(GitHubUsers.Octocat, "repo");

        foreach (var link in new[] { PullRequest, Issue, Repository, Commit })
            (await ResolveWithAsync(token, link)).ShouldBeOfType<Resolution.Found>();
    }

    [Fact]
    public async Task On_other_hosts_avatars_are_left_out()
    {
        var token = await GitHub.IssueTokenAsync(GitHubUsers.Octocat);
        var enterprise = Some.GitHub("github.acme.com", GitHub.Settings);

        var resolution = await enterprise.ResolveAsync(
            enterprise.Match("https://github.acme.com/Codertocat/Hello-World/pull/2"),
            Call(token),
            TestContext.Current.CancellationToken
        );

        resolution.ShouldBeOfType<Resolution.Found>().Preview.Author.ShouldBe(new Person("Codertocat"));
    }

    [Fact]
    public async Task A_user_is_identified_by_id_and_login()
    {
        var token = await GitHub.IssueTokenAsync(GitHubUsers.Codertocat);

        (await IdentifyAsync(token)).ShouldBe(new Identification.Known("21031067", "Codertocat"));
    }

    [Fact]
    public async Task No_identity_is_returned_when_GitHub_returns_no_user()
    {
        (await IdentifyAsync("gho_unknown")).ShouldBeOfType<Identification.Rejected>();

        await GitHub.FailAsync("html", path: "user");
        (
            await IdentifyAsync(await GitHub.IssueTokenAsync(GitHubUsers.Codertocat))
        ).ShouldBeOfType<Identification.Unavailable>();
    }
}
