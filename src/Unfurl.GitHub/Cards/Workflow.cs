using System.Globalization;
using System.Text.Json.Serialization;
using Unfurl.GitHub.Webhooks;
using Event = Octokit.Webhooks.WebhookEventType;

namespace Unfurl.GitHub.Cards;

/// <summary>A workflow of GitHub Actions, with its newest run.</summary>
internal sealed partial class Workflow()
    : RepositoryResourceKind<Workflow.Resource>(WorkflowJson.Default.GraphQLResponseResourceDataResource)
{
    // https://docs.github.com/en/graphql/reference/objects#workflow
    private static readonly GraphQLDocument Query = DocumentOf(
        nameof(Workflow),
        "...WorkflowFields",
        """
        fragment WorkflowFields on Workflow {
          databaseId
          name
          state
          createdAt
          updatedAt
          runs(first: 1) {
            totalCount
            nodes {
              runNumber
              createdAt
              checkSuite {
                status
                conclusion
                branch {
                  name
                }
              }
            }
          }
        }
        """
    );

    public override IReadOnlyList<LinkPattern> Patterns { get; } =
    [
        new(
            "Workflow",
            $"{RepositoryLink.Template}/actions/workflows/{{file}}[/badge.svg]",
            "/octocat/Hello-World/actions/workflows/ci.yml",
            RepositoryLink.Reserved
        ),
    ];

    public override IReadOnlyList<WebhookRule> Webhooks =>
        [
            new(Event.WorkflowRun)
            {
                Refresh = p => [p.InRepository(GitHubResources.Workflow(p.Number("workflow_run.workflow_id")))],
            },
        ];

    public override string Permission => "Actions";

    protected override GraphQLDocument Document => Query;

    protected override string PathOf(LinkMatch match) => $"actions/workflows/{match["file"]}";

    protected override Resolution.Found? Find(RepositoryNode repository, Resource resource, LinkMatch match) =>
        resource is WorkflowNode workflow ? Found(repository, workflow) : null;

    private static Resolution.Found Found(RepositoryNode repository, WorkflowNode workflow)
    {
        var (status, icon) = StateOf(workflow);
        return repository.Found(
            new Preview
            {
                Title = workflow.Name,
                Identifier = repository.NameWithOwner,
                Icon = new PreviewImage.Own(icon),
                Status = status,
                Fields = PreviewFields.Of(
                    PreviewFields.Text("run", "Newest run", RunOf(workflow.Newest)),
                    PreviewFields.Text(
                        "runs",
                        "Runs",
                        PreviewFields.FormatCount(workflow.Runs?.TotalCount, "workflow run", "workflow runs")
                    )
                ),
                Facts = new Facts
                {
                    Kind = new Choice("Workflow", GitHubColors.Gray),
                    Updated = workflow.Newest?.CreatedAt ?? workflow.UpdatedAt,
                },
            },
            GitHubResources.Workflow(string.Create(CultureInfo.InvariantCulture, $"{workflow.DatabaseId}"))
        );
    }

    // https://docs.github.com/en/graphql/reference/enums#workflowstate
    private static (Choice? Status, string Icon) StateOf(WorkflowNode workflow) =>
        workflow switch
        {
            { State: "DELETED" } => (new("Deleted", GitHubColors.Gray), "workflow"),
            { State: var state } when state.StartsWith("DISABLED", StringComparison.Ordinal) => (
                new("Disabled", GitHubColors.Gray),
                "workflow"
            ),
            { Newest.CheckSuite: { } suite } => (CheckState.Of(suite.Status, suite.Conclusion).Choice, "workflow"),
            _ => (null, "workflow"),
        };

    private static string? RunOf(Run? run) =>
        run is null
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"#{run.RunNumber}")
                + (run.CheckSuite?.Branch is { } branch ? $" on {branch.Name}" : "");

    [JsonPolymorphic(TypeDiscriminatorPropertyName = "__typename", IgnoreUnrecognizedTypeDiscriminators = true)]
    [JsonDerivedType(typeof(WorkflowNode), "Workflow")]
    internal record Resource;

    internal sealed record WorkflowNode(
        string Name,
        string State,
        long? DatabaseId = null,
        DateTimeOffset? CreatedAt = null,
        DateTimeOffset? UpdatedAt = null,
        RunConnection? Runs = null
    ) : Resource
    {
        [JsonIgnore]
        public Run? Newest => Runs?.Nodes is [var newest, ..] ? newest : null;
    }

    internal sealed record RunConnection(int TotalCount = 0, IReadOnlyList<Run?>? Nodes = null);

    internal sealed record Run(int RunNumber, DateTimeOffset? CreatedAt = null, Suite? CheckSuite = null);

    internal sealed record Suite(string Status, string? Conclusion = null, Named? Branch = null);

    [JsonSourceGenerationOptions(
        Converters = [typeof(MomentConverter)],
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true
    )]
    [JsonSerializable(typeof(GraphQLResponse<ResourceData<Resource>>))]
    private sealed partial class WorkflowJson : JsonSerializerContext;
}
