using System.Globalization;
using System.Text.Json.Serialization;
using Unfurl.GitHub.Webhooks;
using Unfurl.Html;
using CheckRunActionValue = Octokit.Webhooks.Events.CheckRun.CheckRunActionValue;
using Event = Octokit.Webhooks.WebhookEventType;

namespace Unfurl.GitHub.Cards;

/// <summary>A check of a commit: a job of GitHub Actions, or what another app reports.</summary>
internal sealed partial class CheckRun()
    : RepositoryResourceKind<CheckRun.Resource>(CheckRunJson.Default.GraphQLResponseResourceDataResource)
{
    // https://docs.github.com/en/graphql/reference/objects#checkrun
    private static readonly GraphQLDocument Query = DocumentOf(
        nameof(CheckRun),
        "...CheckRunFields",
        """
        fragment CheckRunFields on CheckRun {
          name
          status
          conclusion
          startedAt
          completedAt
          title
          summary
          annotations {
            totalCount
          }
          steps(first: 50) { # optional
            nodes {
              name
              conclusion
            }
          }
          checkSuite {
            app {
              name
            }
            branch {
              name
            }
            commit {
              oid
              abbreviatedOid
            }
            workflowRun {
              runNumber
              workflow {
                name
              }
            }
          }
        }
        """
    );

    public override IReadOnlyList<LinkPattern> Patterns { get; } =
    [
        new(
            "Job of a workflow run",
            $"{RepositoryLink.Template}/actions/runs/{{run:long}}/job/{{check:long}}",
            "/octocat/Hello-World/actions/runs/289782451/job/128620228",
            RepositoryLink.Reserved
        ),
        new(
            "Check run",
            $"{RepositoryLink.Template}/runs/{{check:long}}",
            "/octocat/Hello-World/runs/128620228",
            RepositoryLink.Reserved
        ),
    ];

    public override IReadOnlyList<WebhookRule> Webhooks =>
        [
            new(Event.CheckRun, CheckRunActionValue.RequestedAction),
            new(Event.CheckRun) { Refresh = p => [p.InRepository(GitHubResources.CheckRun(p.Number("check_run.id")))] },
            new(Event.WorkflowJob)
            {
                Refresh = p => [p.InRepository(GitHubResources.CheckRun(p.Number("workflow_job.id")))],
            },
        ];

    public override string Permission => "Checks";

    protected override GraphQLDocument Document => Query;

    // Both kinds of link lead to the same check.
    protected override string PathOf(LinkMatch match) => $"runs/{match["check"]}";

    protected override Resolution.Found? Find(RepositoryNode repository, Resource resource, LinkMatch match) =>
        resource is Check check ? Found(repository, match["check"], check) : null;

    private static Resolution.Found Found(RepositoryNode repository, string number, Check check)
    {
        var (suite, state) = (check.CheckSuite, CheckState.Of(check.Status, check.Conclusion));
        return repository.Found(
            new Preview
            {
                Title = check.Name,
                Identifier = repository.NameWithOwner,
                Icon = new PreviewImage.Own(state.Icon),
                Status = state.Choice,
                Author = (suite?.WorkflowRun is null ? suite?.App?.Name : null) is { } app ? new Person(app) : null,
                Body = BodyOf(check),
                Fields = PreviewFields.Of(
                    PreviewFields.Text("failed", "Failed step", FailedStepOf(check)),
                    PreviewFields.Text("workflow", "Workflow", WorkflowOf(suite?.WorkflowRun)),
                    PreviewFields.Text("branch", "Branch", suite?.Branch?.Name),
                    PreviewFields.Text("commit", "Commit", suite?.Commit?.AbbreviatedOid),
                    PreviewFields.Text(
                        "annotations",
                        "Annotations",
                        PreviewFields.FormatCount(check.Annotations?.TotalCount, "annotation", "annotations")
                    ),
                    PreviewFields.Text("duration", "Duration", CheckState.Duration(check.StartedAt, check.CompletedAt)),
                    PreviewFields.Moment("closed_at", "Completed", check.CompletedAt)
                ),
                Facts = new Facts { Created = check.StartedAt, Closed = check.CompletedAt },
            },
            [
                GitHubResources.CheckRun(number),
                .. suite?.Commit is { } commit ? [GitHubResources.Commit(commit.Oid)] : Array.Empty<string>(),
            ]
        );
    }

    private static string? BodyOf(Check check) =>
        HtmlText.FromMarkdown(string.Join("\n\n", new[] { check.Title, check.Summary }.OfType<string>()));

    private static string? FailedStepOf(Check check) =>
        check.Steps?.Nodes?.OfType<Step>().FirstOrDefault(step => step.Conclusion == "FAILURE")?.Name;

    private static string? WorkflowOf(Run? run) =>
        run is null
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"{run.Workflow?.Name ?? "Actions"} #{run.RunNumber}");

    [JsonPolymorphic(TypeDiscriminatorPropertyName = "__typename", IgnoreUnrecognizedTypeDiscriminators = true)]
    [JsonDerivedType(typeof(Check), "CheckRun")]
    internal record Resource;

    internal sealed record Check(
        string Name,
        string Status,
        string? Conclusion = null,
        DateTimeOffset? StartedAt = null,
        DateTimeOffset? CompletedAt = null,
        string? Title = null,
        string? Summary = null,
        ConnectionCount? Annotations = null,
        StepConnection? Steps = null,
        Suite? CheckSuite = null
    ) : Resource;

    internal sealed record StepConnection(IReadOnlyList<Step?>? Nodes = null);

    internal sealed record Step(string Name, string? Conclusion = null);

    internal sealed record Suite(
        Named? App = null,
        Named? Branch = null,
        SuiteCommit? Commit = null,
        Run? WorkflowRun = null
    );

    internal sealed record SuiteCommit(string Oid, string AbbreviatedOid);

    internal sealed record Run(int RunNumber, Named? Workflow = null);

    [JsonSourceGenerationOptions(
        Converters = [typeof(MomentConverter)],
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true
    )]
    [JsonSerializable(typeof(GraphQLResponse<ResourceData<Resource>>))]
    private sealed partial class CheckRunJson : JsonSerializerContext;
}
