using Unfurl.Testing.GitHub;

namespace Unfurl.Tests.GitHub;

/// <summary>What moderators hide is not repeated: https://docs.github.com/en/communities/moderating-comments-and-conversations.</summary>
public sealed class GitHubHiddenCommentTests(GitHubDoubleFixture fixture) : GitHubDoubleTests(fixture)
{
    private static readonly (GitHubComment Comment, string Link)[] Kinds =
    [
        (GitHubThings.IssueComment, $"{Issue}#issuecomment-{GitHubThings.IssueComment.Id}"),
        (GitHubThings.ReviewComment, $"{PullRequest}#discussion_r{GitHubThings.ReviewComment.Id}"),
        (GitHubThings.Review, $"{PullRequest}#pullrequestreview-{GitHubThings.Review.Id}"),
        (GitHubThings.CommitComment, $"{Commit}#commitcomment-{GitHubThings.CommitComment.Id}"),
    ];

    [Theory]
    [InlineData("spam", "spam")]
    [InlineData("off-topic", "off-topic")]
    [InlineData("OFF_TOPIC", "off-topic")]
    [InlineData("resolved", "resolved")]
    [InlineData("a-reason-of-tomorrow", "a-reason-of-tomorrow")]
    public async Task A_hidden_comment_of_any_kind_is_said_to_be_hidden(string reason, string shown)
    {
        foreach (var (comment, link) in Kinds)
        {
            await GitHub.SetCommentAsync(comment, new { body = "Buy now", minimized = new { reason } });

            var preview = (await FindAsync(link)).Preview;

            preview.Body.ShouldBe($"This comment is hidden on GitHub: {shown}.", link);
            preview.Title.ShouldNotBeNullOrEmpty();
        }
    }

    [Fact]
    public async Task A_comment_that_is_not_hidden_is_shown()
    {
        foreach (var (comment, link) in Kinds)
        {
            await GitHub.SetCommentAsync(comment, new { body = "Hello", minimized = (object?)null });

            (await FindAsync(link)).Preview.Body.ShouldBe("Hello", link);
        }
    }

    [Fact]
    public async Task A_comment_is_shown_if_GitHub_does_not_say_whether_it_is_hidden()
    {
        foreach (var (comment, link) in Kinds)
        {
            await GitHub.SetCommentAsync(comment, new { body = "Hello", node_id = "unknown" });

            (await FindAsync(link)).Preview.Body.ShouldBe("Hello", link);
        }
    }
}
