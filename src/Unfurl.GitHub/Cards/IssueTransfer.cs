namespace Unfurl.GitHub.Cards;

/// <summary>Issues can be moved to another repository, where they get another number; GraphQL does not follow them there.</summary>
internal static class IssueTransfer
{
    /// <summary>
    /// Where an issue is now; null when it is not there for this user.
    /// https://docs.github.com/en/rest/issues/issues#get-an-issue
    /// </summary>
    public static async Task<IssueLink?> FollowAsync(
        IssueLink issue,
        GitHubClient client,
        CancellationToken cancellationToken
    )
    {
        var found = await client.Rest.GetAsync(
            issue.Repository.RestPath($"issues/{issue.Number}"),
            RestJson.Default.RestIssue,
            cancellationToken
        );
        // GitHub has said already that it is not where it was, which stands whatever becomes of this second question.
        return
            found.Value is { } moved
            && Uri.TryCreate(moved.RepositoryUrl, UriKind.Absolute, out var url)
            && url.AbsolutePath.Split('/') is [.., "repos", var owner, var name]
            ? new IssueLink(new RepositoryLink(owner, name), moved.Number)
            : null;
    }

    internal sealed record RestIssue(string RepositoryUrl, int Number);
}

/// <summary>The repository and number of an issue or pull request.</summary>
internal readonly record struct IssueLink(RepositoryLink Repository, int Number)
{
    public static IssueLink Of(LinkMatch match) => new(RepositoryLink.Of(match), match.Number("number"));
}
