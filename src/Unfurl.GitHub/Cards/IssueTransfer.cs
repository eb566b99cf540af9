namespace Unfurl.GitHub.Cards;

/// <summary>
/// Finds an issue that was moved to another repository, where it has another number. GraphQL does not follow the move.
/// </summary>
internal static class IssueTransfer
{
    // Null if the user cannot see the issue there. https://docs.github.com/en/rest/issues/issues#get-an-issue
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
        // The first response already said that the issue is missing; a failure of this lookup does not change that.
        return
            found.Value is { } moved
            && Uri.TryCreate(moved.RepositoryUrl, UriKind.Absolute, out var url)
            && url.AbsolutePath.Split('/') is [.., "repos", var owner, var name]
            ? new IssueLink(new RepositoryLink(owner, name), moved.Number)
            : null;
    }

    internal sealed record RestIssue(string RepositoryUrl, int Number);
}

internal readonly record struct IssueLink(RepositoryLink Repository, int Number)
{
    public static IssueLink Of(LinkMatch match) => new(RepositoryLink.Of(match), match.Number("number"));
}
