using System.Text.Json.Serialization.Metadata;

namespace Unfurl.GitHub.Cards;

/// <summary>A kind of comment on an issue or pull request.</summary>
internal abstract class ConversationCommentLinkKind<TComment>(JsonTypeInfo<TComment> type)
    : CommentLinkKind<TComment>(type)
    where TComment : class, IRestComment
{
    public override IReadOnlyList<GraphQLDocument> Documents => [IssueOrPullRequest.Document];

    protected virtual bool IsInThread => false;

    protected override string KeyOfTarget(LinkMatch match) => IssueOrPullRequest.KeyOf(match);

    protected override Task<GitHubOutcome<LinkTarget>> FindTargetAsync(
        LinkMatch match,
        string? commentNodeId,
        GitHubClient client,
        CancellationToken cancellationToken
    ) => IssueOrPullRequest.FindAsync(match, commentNodeId, IsInThread, client, cancellationToken);
}
