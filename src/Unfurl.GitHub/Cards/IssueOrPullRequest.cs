using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Unfurl.GitHub.Cards;

/// <summary>
/// What <see cref="Issue"/> and <see cref="PullRequest"/> share: they are numbered together, and GitHub redirects the
/// links of one to the other, so a link says neither which of the two it is nor has a key of its own.
/// </summary>
internal static partial class IssueOrPullRequest
{
    /// <summary>GitHub Enterprise Server knows duplicates since 3.17; before, <c>stateReason</c> takes no argument.</summary>
    private const string WithDuplicates = "stateReason(enableDuplicate: true)";

    private const string Text = $$"""
        query IssueOrPullRequest($owner: String!, $name: String!, $number: Int!) {
          repository(owner: $owner, name: $name) {
            ...RepositoryFields
            issueOrPullRequest(number: $number) {
              __typename
              ...PullRequestFields
              ...IssueFields
            }
          }
        }
        {{RepositoryNode.Fragment}}
        {{PullRequest.Fragment}}
        {{Issue.Fragment}}
        {{Actor.Fragment}}
        {{LabelConnection.Fragment}}
        """;

    /// <summary>https://docs.github.com/en/graphql/reference/unions#issueorpullrequest</summary>
    public static readonly GraphQLDocument Document = new(Text)
    {
        ForOlderServers = Text.Replace(WithDuplicates, "stateReason", StringComparison.Ordinal),
    };

    public static string KeyOf(LinkMatch match) => $"{RepositoryLink.Of(match).Key}#{match.Number("number")}";

    public static async Task<Resolution> ResolveAsync(
        LinkMatch match,
        GitHubClient client,
        CancellationToken cancellationToken
    )
    {
        var (owner, name) = RepositoryLink.Of(match);
        var number = match.Number("number");
        var repository = await client.QueryAsync(
            Document,
            new JsonObject
            {
                ["owner"] = owner,
                ["name"] = name,
                ["number"] = number,
            },
            IssueOrPullRequestJson.Default.GraphQLAnswerData,
            data => data.Repository is { IssueOrPullRequest: not null } found ? found : null,
            cancellationToken
        );
        if (!repository.Succeeded)
            return repository.Failure;

        var identifier = $"{repository.Value.NameWithOwner}#{number}";
        return repository.Value.IssueOrPullRequest switch
        {
            PullRequest.PullRequestNode node => repository.Value.Found(
                PullRequest.PreviewOf(node) with
                {
                    Identifier = identifier,
                },
                $"#{number}",
                // Checks and statuses name the commit only.
                $"@{node.HeadRefOid}"
            ),
            Issue.IssueNode node => repository.Value.Found(
                Issue.PreviewOf(node) with
                {
                    Identifier = identifier,
                },
                $"#{number}"
            ),
            _ => new Resolution.NotFound(),
        };
    }

    [JsonPolymorphic(TypeDiscriminatorPropertyName = "__typename", IgnoreUnrecognizedTypeDiscriminators = true)]
    [JsonDerivedType(typeof(PullRequest.PullRequestNode), "PullRequest")]
    [JsonDerivedType(typeof(Issue.IssueNode), "Issue")]
    internal record Node;

    private sealed record Data(RepositoryWithThing? Repository = null);

    private sealed record RepositoryWithThing(
        long? DatabaseId,
        string NameWithOwner,
        string Visibility,
        Node? IssueOrPullRequest = null
    ) : RepositoryNode(DatabaseId, NameWithOwner, Visibility);

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true
    )]
    [JsonSerializable(typeof(GraphQLAnswer<Data>))]
    private sealed partial class IssueOrPullRequestJson : JsonSerializerContext;
}
