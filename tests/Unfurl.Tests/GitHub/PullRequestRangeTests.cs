namespace Unfurl.Tests.GitHub;

/// <summary>GitHub also shows the changes of a pull request up to a commit, or between two: pages that people link to in reviews.</summary>
public sealed class PullRequestRangeTests
{
    [Theory]
    [InlineData("files/6dcb09b")]
    [InlineData("files/6dcb09b5b57875f334f61aebed695e2e4193db5e")]
    [InlineData("files/6dcb09b..7fd1a60")]
    [InlineData("files/BASE..7fd1a60/")]
    [InlineData("files/6dcb09b..HEAD?w=1")]
    [InlineData("changes/6dcb09b")]
    [InlineData("changes/6dcb09b5b57875f334f61aebed695e2e4193db5e..7fd1a60b01f91b314f59955a4e4d4e80d8edf11d")]
    [InlineData("changes/BASE..7fd1a60#diff-0a1b2cR10")]
    [InlineData("changes/BASE..7fd1a60#r")]
    public void Some_of_the_changes_are_a_page_of_the_pull_request(string page) =>
        KeyOf($"https://github.com/Acme/app.git/pull/12/{page}").ShouldBe("acme/app#12");

    [Theory]
    [InlineData("files/6dcb09b#r5", "review-comment:5")]
    [InlineData("files/6dcb09b..7fd1a60#discussion_r5", "review-comment:5")]
    [InlineData("changes/BASE..7fd1a60#r5", "review-comment:5")]
    [InlineData("changes/6dcb09b?w=1#discussion_r5", "review-comment:5")]
    [InlineData("files/6dcb09b..7fd1a60#pullrequestreview-5", "review:5")]
    [InlineData("changes/6dcb09b#pullrequestreview-5", "review:5")]
    public void A_comment_there_is_that_comment(string page, string comment) =>
        KeyOf($"https://github.com/acme/app/pull/12/{page}").ShouldBe($"acme/app#12/{comment}");

    [Theory]
    [InlineData("checks/6dcb09b")]
    [InlineData("commits/main")]
    [InlineData("files/6dcb09b/src")]
    [InlineData("files/..")]
    [InlineData("conflicts/6dcb09b")]
    public void Other_pages_below_a_pull_request_are_not_matched(string page) =>
        Some.GitHub().TryMatch($"https://github.com/acme/app/pull/12/{page}").ShouldBeNull();

    private static string KeyOf(string url)
    {
        var adapter = Some.GitHub();
        return adapter.KeyOf(adapter.Match(url));
    }
}
