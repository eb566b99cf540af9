using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Unfurl.GitHub.Cards;

/// <summary>
/// Finds out whether moderators have hidden a comment. REST says it of comments on issues and pull requests only, and older
/// servers of none.
/// </summary>
internal static partial class HiddenComment
{
    // https://docs.github.com/en/graphql/reference/interfaces#minimizable
    public static readonly GraphQLDocument Document = new(
        """
        query HiddenComment($id: ID!) {
          node(id: $id) {
            __typename
            ... on Minimizable {
              isMinimized
              minimizedReason
            }
          }
        }
        """
    );

    // Null for a comment that is shown, and if GitHub does not say.
    public static async Task<string?> TextOfAsync(
        IRestComment comment,
        GitHubClient client,
        CancellationToken cancellationToken
    )
    {
        if (comment.Minimized.ValueKind == JsonValueKind.Object)
            return TextOf(
                comment.Minimized.TryGetProperty("reason", out var reason) && reason.ValueKind == JsonValueKind.String
                    ? reason.GetString()
                    : null
            );
        if (comment.Minimized.ValueKind != JsonValueKind.Undefined || comment.NodeId is not { } id)
            return null;
        var node = await client.QueryAsync(
            Document,
            new JsonObject { ["id"] = id },
            HiddenCommentJson.Default.GraphQLResponseData,
            data => data.Node,
            cancellationToken
        );
        return node.Value is { IsMinimized: true } hidden ? TextOf(hidden.MinimizedReason) : null;
    }

    // E.g. "spam" or "off-topic"; REST and GraphQL spell some in upper case and with underscores.
    public static string TextOf(string? reason) =>
        string.IsNullOrWhiteSpace(reason)
            ? "This comment is hidden on GitHub."
            : $"This comment is hidden on GitHub: {reason.Replace('_', '-').ToLowerInvariant()}.";

    private sealed record Data(Node? Node = null);

    private sealed record Node(bool IsMinimized = false, string? MinimizedReason = null);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(GraphQLResponse<Data>))]
    private sealed partial class HiddenCommentJson : JsonSerializerContext;
}

/// <summary>A comment as REST returns it. Minimized is undefined if REST does not say whether it is hidden.</summary>
internal interface IRestComment
{
    string? NodeId { get; }

    JsonElement Minimized { get; }
}
