using System.Text.Json.Serialization;

namespace Unfurl.GitHub.Cards;

/// <summary>
/// The common part of <see cref="Issue"/> and <see cref="PullRequest"/>. They share one numbering, and GitHub redirects
/// links of one kind to the other, so both have the same key and one query for either.
/// </summary>
internal static partial class IssueOrPullRequest
{
    // https://docs.github.com/en/graphql/reference/unions#issueorpullrequest
    public static readonly GraphQLDocument Document = new(
        $$"""
        query IssueOrPullRequest($owner: String!, $name: String!, $number: Int!, $isInThread: Boolean!, {{CommentNode.Declarations}}) {
          repository(owner: $owner, name: $name) {
            ...RepositoryFields
            issueOrPullRequest(number: $number) {
              __typename
              ...PullRequestFields
              ...IssueFields
            }
          }
          {{CommentNode.Selection}}
        }
        {{RepositoryNode.Fragment}}
        {{PullRequest.Fragment}}
        {{Issue.Fragment}}
        {{Actor.Fragment}}
        {{LabelConnection.Fragment}}
        {{StatusCheckRollup.Fragment}}
        """
    );

    public static string KeyOf(LinkMatch match) => $"{RepositoryLink.Of(match).Key}#{match.Number("number")}";

    public static async Task<Resolution> ResolveAsync(
        LinkMatch match,
        GitHubClient client,
        CancellationToken cancellationToken
    )
    {
        var link = IssueLink.Of(match);
        var (target, isNumberMissing) = await QueryAsync(link, null, false, client, cancellationToken);
        if (
            isNumberMissing
            && await IssueTransfer.FollowAsync(link, client, cancellationToken) is { } moved
            && moved != link
        )
            (target, _) = await QueryAsync(moved, null, false, client, cancellationToken);
        return target.Succeeded ? target.Value.Found() : target.Failure;
    }

    // Does not follow a transfer: comments stay behind when an issue is transferred.
    public static async Task<GitHubOutcome<LinkTarget>> FindAsync(
        LinkMatch match,
        string? commentNodeId,
        bool isInThread,
        GitHubClient client,
        CancellationToken cancellationToken
    ) => (await QueryAsync(IssueLink.Of(match), commentNodeId, isInThread, client, cancellationToken)).Target;

    // Distinguishes a missing number from a missing repository.
    private static async Task<(GitHubOutcome<LinkTarget> Target, bool IsNumberMissing)> QueryAsync(
        IssueLink link,
        string? commentNodeId,
        bool isInThread,
        GitHubClient client,
        CancellationToken cancellationToken
    )
    {
        RepositoryNode? seen = null;
        CommentNode? comment = null;
        var repository = await client.QueryAsync(
            Document,
            CommentNode.AddTo(
                link.Repository.Variables(new() { ["number"] = link.Number, ["isInThread"] = isInThread }),
                commentNodeId
            ),
            IssueOrPullRequestJson.Default.GraphQLResponseData,
            data =>
            {
                (seen, comment) = (data.Repository, data.Comment);
                return data.Repository is { IssueOrPullRequest: not null } found ? found : null;
            },
            cancellationToken
        );
        if (!repository.Succeeded)
            return (new(null, repository.Failure), seen is not null && repository.Failure is Resolution.NotFound);
        return TargetOf(repository.Value, link.Number) is { } target
            ? (new(target with { Comment = comment }, null), false)
            : (new(null, new Resolution.NotFound()), false);
    }

    private static LinkTarget? TargetOf(RepositoryNodeWithIssueOrPullRequest repository, int number)
    {
        var name = GitHubResources.Issue($"{number}");
        var identifier = $"{repository.NameWithOwner}#{number}";
        return repository.IssueOrPullRequest switch
        {
            PullRequest.PullRequestNode node => new(
                repository,
                // Check and status deliveries name the commit only.
                [name, GitHubResources.Commit(node.HeadRefOid)],
                PullRequest.PreviewOf(node) with
                {
                    Identifier = identifier,
                }
            )
            {
                HasPendingReview = node.PendingReviews is { TotalCount: > 0 },
                Threads = node.ReviewThreads,
            },
            Issue.IssueNode node => new(repository, [name], Issue.PreviewOf(node) with { Identifier = identifier }),
            _ => null,
        };
    }

    [JsonPolymorphic(TypeDiscriminatorPropertyName = "__typename", IgnoreUnrecognizedTypeDiscriminators = true)]
    [JsonDerivedType(typeof(PullRequest.PullRequestNode), "PullRequest")]
    [JsonDerivedType(typeof(Issue.IssueNode), "Issue")]
    internal record Node;

    private sealed record Data(RepositoryNodeWithIssueOrPullRequest? Repository = null, CommentNode? Comment = null);

    private sealed record RepositoryNodeWithIssueOrPullRequest(
        long? DatabaseId,
        string NameWithOwner,
        string Visibility,
        Node? IssueOrPullRequest = null
    ) : RepositoryNode(DatabaseId, NameWithOwner, Visibility);

    [JsonSourceGenerationOptions(
        Converters = [typeof(MomentConverter)],
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true
    )]
    [JsonSerializable(typeof(GraphQLResponse<Data>))]
    private sealed partial class IssueOrPullRequestJson : JsonSerializerContext;
}
