namespace Unfurl.GitHub.Cards;

/// <summary>
/// A comment on a commit that is shown within a pull request. GitHub shows two kinds there: comments on the commit and
/// comments on the pull request's files.
/// </summary>
internal sealed class PullRequestCommitComment : IGitHubLinkKind
{
    private const string ReviewAnchor = "discussion_r";
    private const string AmbiguousAnchor = "r";

    private readonly CommitComment _commitComment = new();
    private readonly ReviewComment _reviewComment = new();

    public IReadOnlyList<LinkPattern> Patterns { get; } =
    [
        new(
            "Comment on a commit of a pull request",
            $"{Commit.TemplateInPullRequest}#{{anchor:commitcomment-|{ReviewAnchor}|{AmbiguousAnchor}}}{{comment:long}}",
            "/octocat/Hello-World/pull/1347/commits/6dcb09b5b57875f334f61aebed695e2e4193db5e#commitcomment-1001",
            RepositoryLink.Reserved
        ),
    ];

    public IReadOnlyList<GraphQLDocument> Documents => [.. _commitComment.Documents, .. _reviewComment.Documents];

    public string Permission => "Contents";

    // Within another pull request, or none, the same words may lead to another comment, which others may see.
    public string KeyOf(LinkMatch match) =>
        match["anchor"] == AmbiguousAnchor
            ? $"{_commitComment.KeyOf(match)}#{match.Number("number")}"
            : LinkKindOf(match).KeyOf(match);

    public async Task<Resolution> ResolveAsync(
        LinkMatch match,
        GitHubClient client,
        CancellationToken cancellationToken
    )
    {
        var resolution = await LinkKindOf(match).ResolveAsync(match, client, cancellationToken);
        // Both kinds have their own numbering, and this anchor does not distinguish them.
        return resolution is Resolution.NotFound && match["anchor"] == AmbiguousAnchor
            ? await _reviewComment.ResolveAsync(match, client, cancellationToken)
            : resolution;
    }

    private IGitHubLinkKind LinkKindOf(LinkMatch match) =>
        match["anchor"] == ReviewAnchor ? _reviewComment : _commitComment;
}
