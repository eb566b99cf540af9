using System.Text.Json.Nodes;

namespace Unfurl.GitHub.Cards;

/// <summary>
/// Whether moderators have hidden a comment. REST says it of comments on issues and pull requests only, and older servers of
/// none, so the query for what the comment is on asks for it, too.
/// </summary>
internal sealed record HiddenComment(bool IsMinimized = false, string? MinimizedReason = null)
{
    // https://docs.github.com/en/graphql/reference/interfaces#minimizable
    public const string Selection = """
        comment: node(id: $comment) @include(if: $isComment) {
            ... on Minimizable {
              isMinimized
              minimizedReason
            }
          }
        """;

    public const string Declarations = "$comment: ID!, $isComment: Boolean!";

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
}

/// <summary>A comment as REST returns it.</summary>
internal interface IRestComment
{
    string? NodeId { get; }
}
