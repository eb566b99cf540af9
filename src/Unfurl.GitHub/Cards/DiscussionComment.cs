using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Unfurl.GitHub.Webhooks;
using DiscussionCommentActionValue = Octokit.Webhooks.Events.DiscussionComment.DiscussionCommentActionValue;
using Event = Octokit.Webhooks.WebhookEventType;

namespace Unfurl.GitHub.Cards;

/// <summary>
/// A comment or reply in a discussion. GitHub finds it by its node only, which the link does not have, so the discussion's
/// comments are searched for its number first.
/// </summary>
internal sealed partial class DiscussionComment : IGitHubLinkKind
{
    // https://docs.github.com/en/graphql/reference/objects#discussioncomment. One point of GitHub's limit.
    private static readonly GraphQLDocument SearchQuery = new(
        $$"""
        query DiscussionComments($owner: String!, $name: String!, $number: Int!) {
          repository(owner: $owner, name: $name) {
            ...RepositoryFields
            discussion(number: $number) {
              ...DiscussionFields
            }
            thread: discussion(number: $number) {
              comments(first: 100) {
                totalCount
                nodes {
                  id
                  databaseId
                  replies(first: 20) {
                    totalCount
                    nodes {
                      id
                      databaseId
                    }
                  }
                }
              }
            }
          }
        }
        {{RepositoryNode.Fragment}}
        {{Discussion.Fragment}}
        """
    );

    private static readonly GraphQLDocument CommentQuery = new(
        $$"""
        query DiscussionComment($id: ID!) {
          node(id: $id) {
            ... on DiscussionComment {
              databaseId
              bodyHTML # optional, else bodyText
              createdAt
              updatedAt
              deletedAt
              isAnswer
              isMinimized
              minimizedReason
              upvoteCount
              author {
                ...ActorFields
              }
              replyTo {
                databaseId
              }
              replies {
                totalCount
              }
            }
          }
        }
        {{Actor.Fragment}}
        """
    );

    public IReadOnlyList<LinkPattern> Patterns { get; } =
    [
        new(
            "Discussion comment",
            $"{Discussion.Template}#discussioncomment-{{comment:long}}",
            "/octocat/Hello-World/discussions/90#discussioncomment-1001",
            RepositoryLink.Reserved
        ),
    ];

    public IReadOnlyList<GraphQLDocument> Documents => [SearchQuery, CommentQuery];

    public string Permission => "Discussions";

    public IReadOnlyList<WebhookRule> Webhooks =>
        [
            new(Event.DiscussionComment, DiscussionCommentActionValue.Deleted)
            {
                Purge = p =>
                    [
                        p.InRepository(
                            GitHubResources.CommentOn(
                                GitHubResources.Discussion(p.Number("discussion.number")),
                                GitHubResources.Comment(p.Number("comment.id"))
                            )
                        ),
                    ],
            },
        ];

    public string KeyOf(LinkMatch match) => $"{Discussion.LinkKeyOf(match)}/{NameOf(match)}";

    public async Task<Resolution> ResolveAsync(
        LinkMatch match,
        GitHubClient client,
        CancellationToken cancellationToken
    )
    {
        var searched = await client.QueryAsync(
            SearchQuery,
            RepositoryLink.Of(match).Variables(new() { ["number"] = match.Number("number") }),
            DiscussionCommentJson.Default.GraphQLResponseRepositoryDataRepositoryWithThread,
            data => data.Repository is { Discussion: not null } found ? found : null,
            cancellationToken
        );
        if (!searched.Succeeded)
            return searched.Failure;
        var (repository, comments) = (searched.Value, searched.Value.Thread?.Comments);
        var target = Discussion.TargetOf(repository, repository.Discussion!);
        if (comments?.IdOf(match["comment"]) is not { } id)
            return comments is { IsWhole: true } ? new Resolution.NotFound() : target.Found();

        var comment = await client.QueryAsync(
            CommentQuery,
            new JsonObject { ["id"] = id },
            DiscussionCommentJson.Default.GraphQLResponseData,
            data => data.Node,
            cancellationToken
        );
        return comment.Succeeded ? Found(target, NameOf(match), comment.Value) : comment.Failure;
    }

    private static string NameOf(LinkMatch match) => GitHubResources.Comment(match["comment"]);

    private static Resolution Found(LinkTarget target, string name, DiscussionCommentNode comment)
    {
        // What is left of a comment with replies after it was deleted.
        if (comment.DeletedAt is not null)
            return new Resolution.NotFound();
        return target.FoundComment(
            name,
            comment.Author,
            comment.IsMinimized
                ? CommentNode.TextOf(comment.MinimizedReason)
                : BodyText.Of(comment.BodyHtml, comment.BodyText),
            new Facts
            {
                Kind = comment switch
                {
                    { IsAnswer: true } => new Choice("Answer", GitHubColors.Green),
                    { ReplyTo: not null } => new Choice("Reply", GitHubColors.Gray),
                    _ => new Choice("Comment", GitHubColors.Gray),
                },
                Created = comment.CreatedAt,
                Updated = comment.UpdatedAt,
            },
            PreviewFields.Text(
                "comments",
                "Replies",
                PreviewFields.FormatCount(comment.Replies?.TotalCount, "reply", "replies")
            ),
            PreviewFields.Text(
                "upvotes",
                "Upvotes",
                PreviewFields.FormatCount(comment.UpvoteCount, "upvote", "upvotes")
            )
        );
    }

    private sealed record RepositoryWithThread(
        long? DatabaseId,
        string NameWithOwner,
        string Visibility,
        Discussion.DiscussionNode? Discussion = null,
        DiscussionThread? Thread = null
    ) : RepositoryNode(DatabaseId, NameWithOwner, Visibility);

    private sealed record DiscussionThread(CommentConnection? Comments = null);

    private sealed record CommentConnection(int TotalCount = 0, IReadOnlyList<ListedComment?>? Nodes = null)
    {
        private IEnumerable<ListedComment> All =>
            Nodes?.OfType<ListedComment>().Where(it => it.DatabaseId is not null) ?? [];

        // Whether every comment is listed. GitHub lists a hundred, and twenty replies to each.
        [JsonIgnore]
        public bool IsWhole =>
            All.Count() == TotalCount && All.All(comment => comment.Replies is null or { IsWhole: true });

        public string? IdOf(string number) =>
            All.SelectMany(comment => comment.Replies?.All.Prepend(comment) ?? [comment])
                .FirstOrDefault(comment => $"{comment.DatabaseId}" == number)
                ?.Id;
    }

    private sealed record ListedComment(string Id, long? DatabaseId = null, CommentConnection? Replies = null);

    private sealed record Data(DiscussionCommentNode? Node = null);

    private sealed record DiscussionCommentNode(
        bool IsAnswer,
        bool IsMinimized,
        int UpvoteCount,
        string? MinimizedReason = null,
        [property: JsonPropertyName("bodyHTML")] string? BodyHtml = null,
        string? BodyText = null,
        DateTimeOffset? CreatedAt = null,
        DateTimeOffset? UpdatedAt = null,
        DateTimeOffset? DeletedAt = null,
        Actor? Author = null,
        Parent? ReplyTo = null,
        ConnectionCount? Replies = null
    );

    private sealed record Parent(long? DatabaseId = null);

    [JsonSourceGenerationOptions(
        Converters = [typeof(MomentConverter)],
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true
    )]
    [JsonSerializable(typeof(GraphQLResponse<RepositoryData<RepositoryWithThread>>))]
    [JsonSerializable(typeof(GraphQLResponse<Data>))]
    private sealed partial class DiscussionCommentJson : JsonSerializerContext;
}
