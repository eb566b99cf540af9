using System.Text.Json.Nodes;

namespace Unfurl.GitHub.Cards;

/// <summary>
/// What GraphQL says of a comment that REST found, together with what it is on: whether moderators have hidden it, which REST
/// says of few kinds, and its thread.
/// </summary>
internal sealed record CommentNode(
    bool IsMinimized = false,
    string? MinimizedReason = null,
    string? Id = null,
    CommentNode.Parent? ReplyTo = null
)
{
    // https://docs.github.com/en/graphql/reference/interfaces#minimizable
    public const string Selection = """
        comment: node(id: $comment) @include(if: $isComment) {
            ... on Minimizable {
              isMinimized
              minimizedReason
            }
            ... on PullRequestReviewComment {
              id
              replyTo {
                id
              }
            }
          }
        """;

    public const string Declarations = "$comment: ID!, $isComment: Boolean!";

    // Of the comment that begins its thread; null for what is no review comment.
    public string? ThreadId => ReplyTo?.Id ?? Id;

    // Null for a comment that is shown.
    public string? Text => IsMinimized ? TextOf(MinimizedReason) : null;

    // E.g. "spam" or "off-topic"; GraphQL spells some in upper case and with underscores.
    public static string TextOf(string? reason) =>
        string.IsNullOrWhiteSpace(reason)
            ? "This comment is hidden on GitHub."
            : $"This comment is hidden on GitHub: {reason.Replace('_', '-').ToLowerInvariant()}.";

    // The id is null if no comment is asked for.
    public static JsonObject AddTo(JsonObject variables, string? nodeId)
    {
        variables["comment"] = nodeId ?? "";
        variables["isComment"] = nodeId is not null;
        return variables;
    }

    internal sealed record Parent(string? Id = null);
}

/// <summary>A comment as REST returns it.</summary>
internal interface IRestComment
{
    string? NodeId { get; }
}
