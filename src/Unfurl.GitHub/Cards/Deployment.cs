using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Unfurl.GitHub.Webhooks;
using Unfurl.Html;
using Event = Octokit.Webhooks.WebhookEventType;

namespace Unfurl.GitHub.Cards;

/// <summary>What is deployed to an environment.</summary>
internal sealed partial class Deployment()
    : RepositoryPartKind<Deployment.RepositoryWithDeployments>(
        DeploymentJson.Default.GraphQLResponseRepositoryDataRepositoryWithDeployments
    )
{
    // The page of all environments, which names one in its query.
    private const string Log = "activity_log";

    private static readonly RepositorySection.Section AllDeployments = new("Deployments");

    // https://docs.github.com/en/graphql/reference/objects#deployment
    private static readonly GraphQLDocument Query = new(
        $$"""
        query Deployment($owner: String!, $name: String!, $environment: String!) {
          repository(owner: $owner, name: $name) {
            ...RepositoryFields
            deployments(first: 1, environments: [$environment], orderBy: {field: CREATED_AT, direction: DESC}) {
              totalCount
              nodes {
                environment
                state
                description
                createdAt
                updatedAt
                creator {
                  ...ActorFields
                }
                ref {
                  name
                }
                commit {
                  oid
                  abbreviatedOid
                  messageHeadline
                }
              }
            }
          }
        }
        {{RepositoryNode.Fragment}}
        {{Actor.Fragment}}
        """
    );

    public override IReadOnlyList<LinkPattern> Patterns { get; } =
    [
        new(
            "Deployment",
            $"{RepositoryLink.Template}/deployments/{{environment}}?[environment={{named}}]&[environments_filter={{filter}}]",
            "/octocat/Hello-World/deployments/production",
            RepositoryLink.Reserved
        ),
    ];

    public override IReadOnlyList<WebhookRule> Webhooks =>
        [
            new(Event.Deployment) { Refresh = p => [EnvironmentOf(p)] },
            new(Event.DeploymentStatus) { Refresh = p => [EnvironmentOf(p)] },
        ];

    public override string Permission => "Deployments";

    protected override GraphQLDocument Document => Query;

    public override string KeyOf(LinkMatch match) =>
        EnvironmentOf(match) is { } environment
            ? $"{RepositoryLink.Of(match).Key}/deployments/{environment.ToLowerInvariant()}"
            : RepositorySection.KeyOf(match, AllDeployments);

    public override Task<Resolution> ResolveAsync(
        LinkMatch match,
        GitHubClient client,
        CancellationToken cancellationToken
    ) =>
        EnvironmentOf(match) is null
            ? RepositorySection.ResolveAsync(match, AllDeployments, client, cancellationToken)
            : base.ResolveAsync(match, client, cancellationToken);

    protected override JsonObject VariablesOf(LinkMatch match) => new() { ["environment"] = EnvironmentOf(match) };

    // Null for the log of all environments.
    private static string? EnvironmentOf(LinkMatch match) =>
        match["environment"] != Log ? match.Decoded("environment")
        : match.Optional("named") is not null ? match.Decoded("named")
        : match.Optional("filter") is not null ? match.Decoded("filter")
        : null;

    protected override Resolution.Found? Find(RepositoryWithDeployments repository, LinkMatch match)
    {
        if (repository.Deployments?.Nodes is not [{ } newest, ..])
            return null;
        var (status, icon) = StateOf(newest.State);
        var environment = newest.Environment ?? EnvironmentOf(match) ?? "";
        return repository.Found(
            new Preview
            {
                Title = environment,
                Identifier = repository.NameWithOwner,
                Icon = new PreviewImage.Own(icon),
                Status = status,
                Author = Actor.PersonOf(newest.Creator),
                Body = HtmlText.FromText(newest.Description),
                Fields = PreviewFields.Of(
                    PreviewFields.Text("branch", "Branch", newest.Ref?.Name),
                    PreviewFields.Text("commit", "Commit", CommitOf(newest.Commit)),
                    PreviewFields.Text(
                        "deployments",
                        "Deployments",
                        PreviewFields.FormatCount(repository.Deployments.TotalCount, "deployment", "deployments")
                    ),
                    PreviewFields.Moment("created_at", "Deployed", newest.CreatedAt)
                ),
                Facts = new Facts
                {
                    Kind = new Choice("Deployment", GitHubColors.Gray),
                    Created = newest.CreatedAt,
                    Updated = newest.UpdatedAt,
                },
            },
            GitHubResources.Environment(environment)
        );
    }

    // https://docs.github.com/en/graphql/reference/enums#deploymentstate
    private static (Choice? Status, string Icon) StateOf(string? state) =>
        state switch
        {
            "ACTIVE" or "SUCCESS" => (new("Active", GitHubColors.Green), "deployment-success"),
            "ERROR" => (new("Error", GitHubColors.Red), "deployment-failure"),
            "FAILURE" => (new("Failure", GitHubColors.Red), "deployment-failure"),
            "IN_PROGRESS" => (new("In progress", GitHubColors.Yellow), "deployment"),
            "PENDING" => (new("Pending", GitHubColors.Yellow), "deployment"),
            "QUEUED" => (new("Queued", GitHubColors.Yellow), "deployment"),
            "WAITING" => (new("Waiting", GitHubColors.Yellow), "deployment"),
            "INACTIVE" => (new("Inactive", GitHubColors.Gray), "deployment"),
            "ABANDONED" => (new("Abandoned", GitHubColors.Gray), "deployment"),
            "DESTROYED" => (new("Destroyed", GitHubColors.Gray), "deployment"),
            _ => (null, "deployment"),
        };

    private static string? CommitOf(DeployedCommit? commit) =>
        commit is null ? null : $"{commit.AbbreviatedOid} {EmojiShortcodes.Replace(commit.MessageHeadline)}";

    private static Resource EnvironmentOf(IPayload payload) =>
        payload.InRepository(GitHubResources.Environment(payload.RefName("deployment.environment")));

    internal sealed record RepositoryWithDeployments(
        long? DatabaseId,
        string NameWithOwner,
        string Visibility,
        DeploymentConnection? Deployments = null
    ) : RepositoryNode(DatabaseId, NameWithOwner, Visibility);

    internal sealed record DeploymentConnection(int TotalCount = 0, IReadOnlyList<DeploymentNode?>? Nodes = null);

    internal sealed record DeploymentNode(
        string? Environment = null,
        string? State = null,
        string? Description = null,
        DateTimeOffset? CreatedAt = null,
        DateTimeOffset? UpdatedAt = null,
        Actor? Creator = null,
        Named? Ref = null,
        DeployedCommit? Commit = null
    );

    internal sealed record DeployedCommit(string Oid, string AbbreviatedOid, string MessageHeadline);

    [JsonSourceGenerationOptions(
        Converters = [typeof(MomentConverter)],
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true
    )]
    [JsonSerializable(typeof(GraphQLResponse<RepositoryData<RepositoryWithDeployments>>))]
    private sealed partial class DeploymentJson : JsonSerializerContext;
}
