using Unfurl.Testing.GitHub;

namespace Unfurl.Tests.GitHub;

/// <summary>The adapter against GitHub's schema and payloads, over HTTP.</summary>
public sealed class GitHubAdapterTests(GitHubDoubleFixture fixture) : IClassFixture<GitHubDoubleFixture>, IAsyncLifetime
{
    private const string PullRequest = "https://github.com/Codertocat/Hello-World/pull/2";
    private const string Issue = "https://github.com/Codertocat/Hello-World/issues/1";
    private const string Repository = "https://github.com/Codertocat/Hello-World";
    private const string Commit = $"{Repository}/commit/{GitHubThings.Commit}";
    private const string Private = "https://github.com/octo-org/octo-repo/pull/118";

    private readonly GitHubDouble _gitHub = fixture.GitHub;
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public async ValueTask InitializeAsync() => await _gitHub.ResetAsync();

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

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
            .ShouldBe(["repo:186853002#1", "repo:186853002/*", "name:codertocat/hello-world"]);
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
            .ShouldBe(["repo:9384267", "repo:9384267/*", "name:electron/electron"]);
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
    public async Task The_address_of_an_issue_leads_to_the_pull_request_too(string link) =>
        (await FindAsync(link)).Preview.ShouldBeEquivalentTo((await FindAsync(PullRequest)).Preview);

    [Theory]
    [InlineData($"{Repository}/issues/404")]
    [InlineData($"{Repository}/pull/404")]
    [InlineData($"{Repository}/commit/0000000000000000000000000000000000000000")]
    [InlineData("https://github.com/nobody/nothing")]
    [InlineData("https://github.com/nobody/nothing/issues/1")]
    [InlineData("https://github.com/nobody/nothing/commit/6113728")]
    public async Task What_is_not_there_is_not_found(string link) =>
        (await ResolveAsync(link)).ShouldBe(new Resolution.NotFound());

    [Fact]
    public async Task What_is_private_is_found_by_those_who_see_it_and_for_them_alone()
    {
        var found = await FindAsync(Private, GitHubUsers.Codertocat);

        found.Preview.Title.ShouldBe("Create issue-comment");
        found.Audience.ShouldBe(Audience.Account);
    }

    [Fact]
    public async Task What_is_private_is_not_found_by_others() =>
        (await ResolveAsync(Private, GitHubUsers.Octocat)).ShouldBe(new Resolution.NotFound());

    [Fact]
    public async Task Visibility_is_GitHubs_word_at_each_call()
    {
        (await FindAsync(Issue)).Audience.ShouldBe(Audience.Public);

        await _gitHub.SetRepositoryAsync(GitHubThings.PublicRepository, new { visibility = "INTERNAL" });
        (await ResolveAsync(Issue)).ShouldBe(new Resolution.NotFound());

        await _gitHub.MakePrivateAsync(GitHubThings.PublicRepository, GitHubUsers.Octocat);
        (await FindAsync(Issue)).Audience.ShouldBe(Audience.Account);

        await _gitHub.MakePublicAsync(GitHubThings.PublicRepository);
        (await FindAsync(Issue)).Audience.ShouldBe(Audience.Public);
    }

    [Fact]
    public async Task A_renamed_repository_keeps_its_numbers_and_tells_its_name()
    {
        await _gitHub.RenameAsync(GitHubThings.PublicRepository, "Codertocat/Bonjour");

        var found = await FindAsync(Issue);

        found.Preview.Identifier.ShouldBe("Codertocat/Bonjour#1");
        found
            .Resources.Select(resource => resource.Name)
            .ShouldBe(["repo:186853002#1", "repo:186853002/*", "name:codertocat/bonjour"]);
    }

    [Fact]
    public async Task A_change_shows_at_the_next_call()
    {
        await _gitHub.SetAsync(
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

        (await _gitHub.CallsAsync()).GraphQL.ShouldBe(1);
    }

    [Fact]
    public async Task A_withdrawn_permission_needs_a_sign_in()
    {
        var token = await _gitHub.IssueTokenAsync(GitHubUsers.Octocat);
        await _gitHub.RevokeAsync(GitHubUsers.Octocat);

        (await ResolveWithAsync(token, Issue)).ShouldBe(new Resolution.SignInNeeded());
    }

    [Fact]
    public async Task An_expired_token_needs_a_sign_in()
    {
        await _gitHub.UseGitHubAppAsync();
        var token = await _gitHub.IssueTokenAsync(GitHubUsers.Octocat);
        await _gitHub.ExpireTokensAsync(GitHubUsers.Octocat);

        (await ResolveWithAsync(token, Issue)).ShouldBe(new Resolution.SignInNeeded());
    }

    [Theory]
    [InlineData("html")]
    [InlineData("bad-gateway")]
    [InlineData("broken")]
    [InlineData("truncated")]
    [InlineData("oversized")]
    [InlineData("disconnect")]
    [InlineData("something-wrong")]
    public async Task A_failing_GitHub_is_unavailable(string failure)
    {
        await _gitHub.FailAsync(failure, path: "graphql");

        (await ResolveAsync(Issue)).ShouldBeOfType<Resolution.Unavailable>().TooSlow.ShouldBeFalse();
    }

    [Fact]
    public async Task A_GitHub_that_does_not_answer_is_too_slow()
    {
        await _gitHub.FailAsync("hang", path: "graphql");
        _http.Timeout = TimeSpan.FromMilliseconds(300);

        (await ResolveAsync(Issue)).ShouldBe(new Resolution.Unavailable("timeout") { TooSlow = true });
    }

    [Fact]
    public async Task The_hourly_limit_is_told_with_its_end()
    {
        await _gitHub.FailAsync("rate-limit", path: "graphql", seconds: 600);
        var now = TimeProvider.System.GetUtcNow();

        var limited = (await ResolveAsync(Issue)).ShouldBeOfType<Resolution.RateLimited>();

        limited.Until.ShouldBeInRange(now.AddSeconds(590), now.AddSeconds(660));
    }

    [Theory]
    [InlineData(120)]
    [InlineData(null)]
    public async Task The_secondary_limit_is_told_with_its_end(int? seconds)
    {
        await _gitHub.FailAsync("secondary-limit", path: "graphql", seconds: seconds);
        var now = TimeProvider.System.GetUtcNow();

        var limited = (await ResolveAsync(Issue)).ShouldBeOfType<Resolution.RateLimited>();

        limited.Until.ShouldBeInRange(now.AddSeconds(seconds ?? 60), now.AddSeconds((seconds ?? 60) + 60));
    }

    [Theory]
    [InlineData("forbidden", "approve")]
    [InlineData("saml", "single sign-on")]
    public async Task A_refusal_comes_with_a_remedy(string failure, string word)
    {
        await _gitHub.FailAsync(failure, path: "graphql");

        var forbidden = (await ResolveAsync(Issue)).ShouldBeOfType<Resolution.Forbidden>();

        forbidden.Remedy.ShouldContain(word);
        forbidden.Remedy.ShouldNotContain("octo-org");
    }

    [Fact]
    public async Task A_server_of_an_older_version_is_asked_again_in_its_words()
    {
        await _gitHub.UseServerVersionAsync("3.16");

        var found = await FindAsync(Issue);

        found.Preview.Status!.Word.ShouldBe("Open");
        (await _gitHub.CallsAsync()).GraphQL.ShouldBe(2);
    }

    [Fact]
    public async Task No_field_needs_more_scopes_than_repo()
    {
        var token = await _gitHub.IssueTokenAsync(GitHubUsers.Octocat, "repo");

        foreach (var link in new[] { PullRequest, Issue, Repository, Commit })
            (await ResolveWithAsync(token, link)).ShouldBeOfType<Resolution.Found>();
    }

    [Fact]
    public async Task On_other_hosts_avatars_are_left_out()
    {
        var token = await _gitHub.IssueTokenAsync(GitHubUsers.Octocat);
        var enterprise = Some.GitHub("github.acme.com", _gitHub.Settings);

        var resolution = await enterprise.ResolveAsync(
            enterprise.Match("https://github.acme.com/Codertocat/Hello-World/pull/2"),
            Call(token),
            TestContext.Current.CancellationToken
        );

        resolution.ShouldBeOfType<Resolution.Found>().Preview.Author.ShouldBe(new Person("Codertocat"));
    }

    [Fact]
    public async Task A_user_is_known_by_number_and_login()
    {
        var token = await _gitHub.IssueTokenAsync(GitHubUsers.Codertocat);

        (await IdentifyAsync(token)).ShouldBe(new ProviderIdentity("21031067", "Codertocat"));
    }

    [Fact]
    public async Task A_user_that_GitHub_does_not_tell_is_nobody()
    {
        (await IdentifyAsync("gho_unknown")).ShouldBeNull();

        await _gitHub.FailAsync("html", path: "user");
        (await IdentifyAsync(await _gitHub.IssueTokenAsync(GitHubUsers.Codertocat))).ShouldBeNull();
    }

    private Task<ProviderIdentity?> IdentifyAsync(string token) =>
        Some.GitHub(settings: _gitHub.Settings).IdentifyAsync(Call(token), TestContext.Current.CancellationToken);

    private async Task<Resolution.Found> FindAsync(string link, string login = GitHubUsers.Octocat) =>
        (await ResolveAsync(link, login)).ShouldBeOfType<Resolution.Found>();

    private async Task<Resolution> ResolveAsync(string link, string login = GitHubUsers.Octocat) =>
        await ResolveWithAsync(await _gitHub.IssueTokenAsync(login), link);

    private async Task<Resolution> ResolveWithAsync(string token, string link)
    {
        var adapter = Some.GitHub(settings: _gitHub.Settings);
        return await adapter.ResolveAsync(adapter.Match(link), Call(token), TestContext.Current.CancellationToken);
    }

    private ProviderCall Call(string token) => new(_http, new Secret(token), TimeProvider.System);
}
