using System.Globalization;
using System.Text.Json.Serialization;
using Unfurl.GitHub.Webhooks;
using Unfurl.Html;
using Event = Octokit.Webhooks.WebhookEventType;

namespace Unfurl.GitHub.Cards;

/// <summary>A run of a workflow of GitHub Actions, or the workflow's file in that run.</summary>
internal sealed partial class WorkflowRun()
    : RepositoryResourceKind<WorkflowRun.Resource>(WorkflowRunJson.Default.GraphQLResponseResourceDataResource)
{
    // https://docs.github.com/en/graphql/reference/objects#workflowrun. Its number does not fit GraphQL's type; the link has it.
    private static readonly GraphQLDocument Query = DocumentOf(
        nameof(WorkflowRun),
        "...WorkflowRunFields\n    ...WorkflowRunFileFields",
        """
        fragment WorkflowRunFileFields on WorkflowRunFile {
          path
          run {
            ...WorkflowRunFields
          }
        }
        """,
        $$"""
        fragment WorkflowRunFields on WorkflowRun {
          runNumber
          event
          createdAt
          updatedAt
          workflow {
            name
          }
          checkSuite {
            status
            conclusion
            branch {
              name
            }
            commit {
              oid
              abbreviatedOid
              message
              author {
                ...GitActorFields
              }
            }
            matchingPullRequests(first: 1) {
              nodes {
                number
                title
              }
            }
            failed: checkRuns(first: 5, filterBy: {conclusions: {{CheckState.FailedConclusions}}}) { # optional
              totalCount
              nodes {
                name
              }
            }
          }
        }
        """,
        GitActor.Fragment
    );

    public override IReadOnlyList<LinkPattern> Patterns { get; } =
    [
        new(
            "Workflow run",
            $"{RepositoryLink.Template}/actions/runs/{{run:long}}[/attempts/{{attempt:int}}][/usage][/artifacts/{{artifact:long}}]",
            "/octocat/Hello-World/actions/runs/289782451",
            RepositoryLink.Reserved
        ),
        new(
            "Workflow file of a run",
            $"{RepositoryLink.Template}/actions/runs/{{run:long}}/workflow",
            "/octocat/Hello-World/actions/runs/289782451/workflow",
            RepositoryLink.Reserved
        ),
    ];

    public override IReadOnlyList<WebhookRule> Webhooks =>
        [
            new(Event.WorkflowRun)
            {
                Refresh = p => [p.InRepository(GitHubResources.Run(p.Number("workflow_run.id")))],
            },
            new(Event.WorkflowJob)
            {
                Refresh = p => [p.InRepository(GitHubResources.Run(p.Number("workflow_job.run_id")))],
            },
        ];

    public override string Permission => "Actions";

    protected override GraphQLDocument Document => Query;

    // GitHub knows no earlier attempts by their URL.
    protected override string PathOf(LinkMatch match) =>
        $"actions/runs/{match["run"]}{(match.Link.Path.EndsWith("/workflow", StringComparison.Ordinal) ? "/workflow" : "")}";

    protected override Resolution.Found? Find(RepositoryNode repository, Resource resource, LinkMatch match) =>
        resource switch
        {
            Run run => Found(repository, match["run"], run, null),
            RunFile { Run: { } run } file => Found(repository, match["run"], run, file.Path),
            _ => null,
        };

    private static Resolution.Found Found(RepositoryNode repository, string number, Run run, string? file)
    {
        var suite = run.CheckSuite;
        var state = CheckState.Of(suite?.Status, suite?.Conclusion);
        var pullRequest = suite?.MatchingPullRequests?.Nodes is [var first, ..] ? first : null;
        return repository.Found(
            new Preview
            {
                Title = file ?? TitleOf(run, pullRequest),
                Identifier = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{repository.NameWithOwner} · {run.Workflow?.Name ?? "Actions"} #{run.RunNumber}"
                ),
                Icon = new PreviewImage.Own(state.Icon),
                Status = state.Choice,
                Author = suite?.Commit?.Author is { } author ? GitActor.PersonOf(author) : null,
                Fields = PreviewFields.Of(
                    PreviewFields.Text("failed", "Failed jobs", NamedConnection.Line(suite?.Failed)),
                    PreviewFields.Text("branch", "Branch", suite?.Branch?.Name),
                    PreviewFields.Text("commit", "Commit", suite?.Commit?.AbbreviatedOid),
                    PreviewFields.Text("pull_request", "Pull request", PullRequestOf(pullRequest)),
                    PreviewFields.Text("event", "Event", EventOf(run.Event))
                ),
                Facts = new Facts { Created = run.CreatedAt, Updated = run.UpdatedAt },
            },
            [
                GitHubResources.Run(number),
                .. suite?.Commit is { } commit ? [GitHubResources.Commit(commit.Oid)] : Array.Empty<string>(),
            ]
        );
    }

    // What GitHub shows as a run's title unless the workflow names its runs, which the API does not tell:
    // https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#run-name.
    private static string TitleOf(Run run, PullRequestTitle? pullRequest)
    {
        var isOfPullRequest = run.Event.StartsWith("pull_request", StringComparison.Ordinal);
        if (isOfPullRequest && pullRequest is not null)
            return pullRequest.Title;
        var subject = EmojiShortcodes.Replace(CommitMessage.Of(run.CheckSuite?.Commit?.Message).Subject);
        return (isOfPullRequest || run.Event == "push" || run.Workflow is null) && subject.Length > 0
            ? subject
            : run.Workflow?.Name ?? "Workflow run";
    }

    private static string? PullRequestOf(PullRequestTitle? pullRequest) =>
        pullRequest is null ? null : string.Create(CultureInfo.InvariantCulture, $"#{pullRequest.Number}");

    // E.g. "on pull request"
    private static string EventOf(string name) => $"on {name.Replace('_', ' ')}";

    [JsonPolymorphic(TypeDiscriminatorPropertyName = "__typename", IgnoreUnrecognizedTypeDiscriminators = true)]
    [JsonDerivedType(typeof(Run), "WorkflowRun")]
    [JsonDerivedType(typeof(RunFile), "WorkflowRunFile")]
    internal record Resource;

    internal sealed record RunFile(string Path, Run? Run = null) : Resource;

    internal sealed record Run(
        int RunNumber,
        string Event,
        DateTimeOffset? CreatedAt = null,
        DateTimeOffset? UpdatedAt = null,
        Named? Workflow = null,
        Suite? CheckSuite = null
    ) : Resource;

    internal sealed record Suite(
        string Status,
        string? Conclusion = null,
        Named? Branch = null,
        SuiteCommit? Commit = null,
        PullRequestConnection? MatchingPullRequests = null,
        NamedConnection? Failed = null
    );

    internal sealed record SuiteCommit(
        string Oid,
        string AbbreviatedOid,
        string? Message = null,
        GitActor? Author = null
    );

    internal sealed record PullRequestConnection(IReadOnlyList<PullRequestTitle?>? Nodes = null);

    internal sealed record PullRequestTitle(int Number, string Title);

    [JsonSourceGenerationOptions(
        Converters = [typeof(MomentConverter)],
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true
    )]
    [JsonSerializable(typeof(GraphQLResponse<ResourceData<Resource>>))]
    private sealed partial class WorkflowRunJson : JsonSerializerContext;
}
