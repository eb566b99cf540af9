using Unfurl.Testing;
using Unfurl.Testing.GitHub;

namespace Unfurl.Tests.GitHub;

public sealed class GitHubCommentTests(GitHubDoubleFixture fixture) : GitHubDoubleTests(fixture)
{
    private const string IssueComment = $"{Issue}#issuecomment-492700400";
    private const string ReviewComment = $"{PullRequest}#discussion_r284312630";
    private const string Review = $"{PullRequest}#pullrequestreview-237895671";
    private const string CommitComment = $"{Commit}#commitcomment-33548674";
    private const string InPullRequest = $"{PullRequest}/commits/{GitHubThings.Commit}";

    public static TheoryData<string> All => [IssueComment, ReviewComment, Review, CommitComment];

    private static readonly Dictionary<string, GitHubComment> ExpectedComments = new()
    {
        [IssueComment] = GitHubThings.IssueComment,
        [ReviewComment] = GitHubThings.ReviewComment,
        [Review] = GitHubThings.Review,
        [CommitComment] = GitHubThings.CommitComment,
    };

    [Fact]
    public async Task A_comment_on_an_issue_is_found()
    {
        var found = await FindAsync(IssueComment);

        found.Preview.Title.ShouldBe("Spelling error in the README file");
        found.Preview.Identifier.ShouldBe("Codertocat/Hello-World#1");
        found.Preview.Body.ShouldBe("You are totally right! I'll get this fixed right away.");
        found.Preview.Author!.Name.ShouldBe("Codertocat");
        found.Preview.Status!.Word.ShouldBe("Open");
        found.Preview.Icon.ShouldBe(new PreviewImage.Own("issue-open"));
        found.Audience.ShouldBe(Audience.Public);
        NamesOf(found)
            .ShouldBe([
                "repo:186853002#1/comment:492700400",
                "repo:186853002#1",
                "repo:186853002/*",
                "name:codertocat/hello-world",
                "owner:codertocat",
            ]);
    }

    [Theory]
    [InlineData(ReviewComment)]
    [InlineData($"{PullRequest}/files#r284312630")]
    [InlineData($"{PullRequest}/changes#r284312630")]
    [InlineData($"{PullRequest}/files#discussion_r284312630")]
    [InlineData($"{InPullRequest}#discussion_r284312630")]
    [InlineData($"{InPullRequest}#r284312630")]
    public async Task A_comment_on_a_file_of_a_pull_request_is_found(string link)
    {
        var found = await FindAsync(link);

        found.Preview.Title.ShouldBe("Update the README with new information.");
        found.Preview.Identifier.ShouldBe("Codertocat/Hello-World#2");
        found.Preview.Body.ShouldBe("Maybe you should use more emoji on this line.");
        found.Preview.Fields.ShouldContain(new Field("place", "Place", new FieldValue.Text("README.md")));
        found.Audience.ShouldBe(Audience.Public);
        NamesOf(found)[0].ShouldBe("repo:186853002#2/review-comment:284312630");
        NamesOf(found)[1].ShouldBe("repo:186853002#2");
    }

    [Fact]
    public async Task A_review_is_found()
    {
        await GitHub.SetCommentAsync(GitHubThings.Review, new { state = "APPROVED", body = "Ship it" });

        var found = await FindAsync(Review);

        found.Preview.Title.ShouldBe("Update the README with new information.");
        found.Preview.Body.ShouldBe("Ship it");
        found.Preview.Facts.Kind!.Word.ShouldBe("Review: Approved");
        found.Audience.ShouldBe(Audience.Public);
        NamesOf(found)[0].ShouldBe("repo:186853002#2/review:237895671");
    }

    [Theory]
    [InlineData(CommitComment)]
    [InlineData($"{Repository}/commit/6113728#r33548674")]
    [InlineData($"{InPullRequest}#commitcomment-33548674")]
    [InlineData($"{InPullRequest}#r33548674")]
    public async Task A_comment_on_a_commit_is_found(string link)
    {
        var found = await FindAsync(link);

        found.Preview.Title.ShouldBe("Initial commit");
        found.Preview.Identifier.ShouldBe("Codertocat/Hello-World@6113728");
        found.Preview.Body.ShouldBe("This is a really good change! 👍");
        NamesOf(found)
            .ShouldBe([
                $"repo:186853002@{GitHubThings.Commit}/comment:33548674",
                $"repo:186853002@{GitHubThings.Commit}",
                "repo:186853002/*",
                "name:codertocat/hello-world",
                "owner:codertocat",
            ]);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_comment_takes_one_call_to_each_API(string link)
    {
        await FindAsync(link);

        var calls = await GitHub.CallsAsync();
        (calls.GraphQL, calls.Rest).ShouldBe((1, 1));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_deleted_comment_is_not_found(string link)
    {
        await GitHub.RemoveCommentAsync(ExpectedComments[link]);

        (await ResolveAsync(link)).ShouldBe(new Resolution.NotFound());
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_comment_by_a_deleted_account_has_the_author_ghost(string link)
    {
        await GitHub.SetCommentAsync(ExpectedComments[link], new { user = (object?)null });

        (await FindAsync(link)).Preview.Author.ShouldBe(new Person("ghost"));
    }

    [Theory]
    [InlineData($"{PullRequest}#issuecomment-492700400")]
    [InlineData($"{Repository}/issues/2#issuecomment-492700400")]
    [InlineData($"{Repository}/issues/404#issuecomment-492700400")]
    [InlineData($"{Repository}/pull/1#discussion_r284312630")]
    [InlineData($"{Repository}/pull/1#pullrequestreview-237895671")]
    [InlineData($"{Repository}/commit/0000000#commitcomment-33548674")]
    [InlineData($"{Repository}/pull/1/commits/{GitHubThings.Commit}#r284312630")]
    [InlineData("https://github.com/electron/electron/issues/1#issuecomment-492700400")]
    public async Task A_comment_on_another_target_is_not_found(string link) =>
        (await ResolveAsync(link)).ShouldBe(new Resolution.NotFound());

    [Fact]
    public async Task A_comment_on_another_commit_is_not_found()
    {
        await GitHub.SetCommentAsync(
            GitHubThings.CommitComment,
            new { commit_id = "0000000000000000000000000000000000000000" }
        );

        (await ResolveAsync(CommitComment)).ShouldBe(new Resolution.NotFound());
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_comment_has_the_audience_of_its_repository(string link)
    {
        await GitHub.MakePrivateAsync(GitHubThings.PublicRepository, GitHubUsers.Codertocat);

        (await FindAsync(link, GitHubUsers.Codertocat)).Audience.ShouldBe(Audience.Account);
        (await ResolveAsync(link, GitHubUsers.Octocat)).ShouldBe(new Resolution.NotFound());
    }

    [Fact]
    public async Task A_pending_review_has_the_account_audience()
    {
        await GitHub.SetCommentAsync(GitHubThings.Review, new { state = "PENDING" });

        (await FindAsync(Review, GitHubUsers.Codertocat)).Audience.ShouldBe(Audience.Account);
        (await ResolveAsync(Review, GitHubUsers.Octocat)).ShouldBe(new Resolution.NotFound());
    }

    [Fact]
    public async Task A_comment_has_the_account_audience_while_a_review_is_pending()
    {
        await GitHub.SetAsync(
            GitHubThings.PublicRepository,
            GitHubThings.PullRequest,
            new { reviews = new { totalCount = 1 } }
        );

        (await FindAsync(ReviewComment)).Audience.ShouldBe(Audience.Account);
        (await FindAsync(PullRequest)).Audience.ShouldBe(Audience.Public);
    }

    [Theory]
    [InlineData("#issue-444500041")]
    [InlineData("#start-of-content")]
    [InlineData("#issuecomment-new")]
    public async Task Any_other_anchor_resolves_to_the_issue(string fragment) =>
        (await FindAsync(Issue + fragment)).Preview.Body.ShouldBe((await FindAsync(Issue)).Preview.Body);

    [Fact]
    public async Task On_other_hosts_commenters_avatars_are_left_out()
    {
        var token = await GitHub.IssueTokenAsync(GitHubUsers.Octocat);
        var enterprise = Some.GitHub("github.acme.com", GitHub.Settings);

        var resolution = await enterprise.ResolveAsync(
            enterprise.Match(IssueComment.Replace("github.com", "github.acme.com", StringComparison.Ordinal)),
            Call(token),
            TestContext.Current.CancellationToken
        );

        resolution.ShouldBeOfType<Resolution.Found>().Preview.Author.ShouldBe(new Person("Codertocat"));
    }

    [Theory]
    [InlineData("secondary-limit", "issues/comments", typeof(Resolution.RateLimited))]
    [InlineData("bad-gateway", "issues/comments", typeof(Resolution.Unavailable))]
    [InlineData("bad-gateway", "graphql", typeof(Resolution.Unavailable))]
    [InlineData("saml", "graphql", typeof(Resolution.Forbidden))]
    [InlineData("broken", "issues/comments", typeof(Resolution.Unavailable))]
    [InlineData("truncated", "issues/comments", typeof(Resolution.Unavailable))]
    public async Task A_failure_of_either_API_fails_the_resolve(string failure, string path, Type expected)
    {
        // A query is sent twice.
        await GitHub.FailAsync(failure, times: 2, path: path);

        (await ResolveAsync(IssueComment)).ShouldBeOfType(expected);
    }

    [Theory]
    [InlineData("graphql")]
    [InlineData("issues/comments")]
    public async Task A_timeout_of_either_API_is_too_slow(string path)
    {
        await GitHub.FailAsync("hang", path: path);
        Http.Timeout = TimeSpan.FromMilliseconds(300);

        (await ResolveAsync(IssueComment)).ShouldBe(new Resolution.Unavailable("timeout") { TooSlow = true });
    }

    [Theory]
    [InlineData("graphql")]
    [InlineData("issues/comments")]
    public async Task A_rejection_takes_precedence_over_a_failure(string failing)
    {
        await GitHub.RemoveCommentAsync(GitHubThings.IssueComment);
        await GitHub.MakePrivateAsync(GitHubThings.PublicRepository, GitHubUsers.Codertocat);
        await GitHub.FailAsync("bad-gateway", times: 2, path: failing);

        (await ResolveAsync(IssueComment)).ShouldBe(new Resolution.NotFound());
    }

    [Fact]
    public async Task A_revoked_token_needs_a_sign_in()
    {
        var token = await GitHub.IssueTokenAsync(GitHubUsers.Octocat);
        await GitHub.RevokeAsync(GitHubUsers.Octocat);

        (await ResolveWithAsync(token, IssueComment)).ShouldBe(new Resolution.SignInNeeded());
    }

    private static List<string> NamesOf(Resolution.Found found) =>
        [.. found.Resources.Select(resource => resource.Name)];

    // The comment may be on the commit, which is the same wherever it is shown, or on that pull request.
    [Fact]
    public void A_comment_of_either_kind_is_of_its_pull_request()
    {
        string[] keys =
        [
            KeyOf("https://github.com/acme/app/pull/12/commits/6dcb09b#r5"),
            KeyOf("https://github.com/acme/app/pull/13/commits/6dcb09b#r5"),
            KeyOf("https://github.com/acme/app/commit/6dcb09b#r5"),
            KeyOf("https://github.com/acme/app/pull/12#r5"),
        ];

        keys.ShouldBeUnique();
        KeyOf("https://github.com/ACME/app/pull/12/commits/6DCB09B?w=1#r5").ShouldBe(keys[0]);
    }

    private static string KeyOf(string url)
    {
        var adapter = Some.GitHub();
        return adapter.KeyOf(adapter.Match(url));
    }
}
