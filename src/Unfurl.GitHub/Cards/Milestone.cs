using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Unfurl.GitHub.Webhooks;
using Unfurl.Html;
using Event = Octokit.Webhooks.WebhookEventType;
using IssuesActionValue = Octokit.Webhooks.Events.Issues.IssuesActionValue;
using MilestoneActionValue = Octokit.Webhooks.Events.Milestone.MilestoneActionValue;
using PullRequestActionValue = Octokit.Webhooks.Events.PullRequest.PullRequestActionValue;

namespace Unfurl.GitHub.Cards;

/// <summary>A milestone, with what is done of it.</summary>
internal sealed partial class Milestone()
    : RepositoryPartKind<Milestone.RepositoryWithMilestone>(
        MilestoneJson.Default.GraphQLResponseRepositoryDataRepositoryWithMilestone
    )
{
    // https://docs.github.com/en/graphql/reference/objects#milestone
    private static readonly GraphQLDocument Query = new(
        $$"""
        query Milestone($owner: String!, $name: String!, $number: Int!) {
          repository(owner: $owner, name: $name) {
            ...RepositoryFields
            milestone(number: $number) {
              title
              state
              description
              dueOn
              createdAt
              updatedAt
              closedAt
              progressPercentage
              creator {
                ...ActorFields
              }
              openIssues: issues(states: OPEN) {
                totalCount
              }
              closedIssues: issues(states: CLOSED) {
                totalCount
              }
              openPullRequests: pullRequests(states: OPEN) {
                totalCount
              }
              closedPullRequests: pullRequests(states: [CLOSED, MERGED]) {
                totalCount
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
            "Milestone",
            $"{RepositoryLink.Template}/milestone/{{number:int}}",
            "/octocat/Hello-World/milestone/7",
            RepositoryLink.Reserved
        ),
    ];

    public override IReadOnlyList<WebhookRule> Webhooks =>
        [
            new(Event.Milestone, MilestoneActionValue.Deleted) { Purge = p => [MilestoneOf(p, "milestone")] },
            new(Event.Milestone) { Refresh = p => [MilestoneOf(p, "milestone")] },
            // Only these change what is left of it.
            new(Event.Issues, IssuesActionValue.Demilestoned)
            {
                RequiredPath = "milestone",
                Refresh = p => [MilestoneOf(p, "milestone")],
            },
            new(
                Event.Issues,
                IssuesActionValue.Milestoned,
                IssuesActionValue.Opened,
                IssuesActionValue.Closed,
                IssuesActionValue.Reopened,
                IssuesActionValue.Deleted,
                IssuesActionValue.Transferred
            )
            {
                RequiredPath = "issue.milestone",
                Refresh = p => [MilestoneOf(p, "issue.milestone")],
            },
            new(Event.PullRequest, PullRequestActionValue.Demilestoned)
            {
                RequiredPath = "milestone",
                Refresh = p => [MilestoneOf(p, "milestone")],
            },
            new(
                Event.PullRequest,
                PullRequestActionValue.Milestoned,
                PullRequestActionValue.Opened,
                PullRequestActionValue.Closed,
                PullRequestActionValue.Reopened
            )
            {
                RequiredPath = "pull_request.milestone",
                Refresh = p => [MilestoneOf(p, "pull_request.milestone")],
            },
        ];

    public override string Permission => "Issues";

    protected override GraphQLDocument Document => Query;

    public override string KeyOf(LinkMatch match) =>
        $"{RepositoryLink.Of(match).Key}/milestone/{match.Number("number")}";

    protected override JsonObject VariablesOf(LinkMatch match) => new() { ["number"] = match.Number("number") };

    protected override Resolution.Found? Find(RepositoryWithMilestone repository, LinkMatch match) =>
        repository.Milestone is { } milestone
            ? repository.Found(
                PreviewOf(milestone) with
                {
                    Identifier = repository.NameWithOwner,
                },
                GitHubResources.Milestone(match["number"])
            )
            : null;

    private static Preview PreviewOf(MilestoneNode milestone)
    {
        var isClosed = milestone.State == "CLOSED";
        return new Preview
        {
            Title = milestone.Title,
            Icon = new PreviewImage.Own(isClosed ? "milestone-closed" : "milestone"),
            Status = isClosed ? new("Closed", GitHubColors.Red) : new("Open", GitHubColors.Green),
            Author = Actor.PersonOf(milestone.Creator),
            Body = HtmlText.FromMarkdown(milestone.Description),
            Facts = new Facts
            {
                Progress = ProgressOf(milestone),
                // GitHub keeps a day as that day's first hours in California.
                Due = milestone.DueOn is { } due ? DateOnly.FromDateTime(due.UtcDateTime) : null,
                Created = milestone.CreatedAt,
                Updated = milestone.UpdatedAt,
                Closed = isClosed ? milestone.ClosedAt : null,
            },
        };
    }

    // In GitHub's words. It counts pull requests too, and rounds down.
    private static Progress? ProgressOf(MilestoneNode milestone)
    {
        var open = TotalOf(milestone.OpenIssues, milestone.OpenPullRequests);
        var closed = TotalOf(milestone.ClosedIssues, milestone.ClosedPullRequests);
        return open + closed == 0
            ? null
            : new Progress(
                milestone.ProgressPercentage / 100,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Math.Floor(milestone.ProgressPercentage):0}% complete, {open:N0} open, {closed:N0} closed"
                )
            );
    }

    private static long TotalOf(params ReadOnlySpan<ConnectionCount?> counts)
    {
        var total = 0L;
        foreach (var count in counts)
            total += count?.TotalCount ?? 0;
        return total;
    }

    private static Resource MilestoneOf(IPayload payload, string path) =>
        payload.InRepository(GitHubResources.Milestone(payload.Number($"{path}.number")));

    internal sealed record RepositoryWithMilestone(
        long? DatabaseId,
        string NameWithOwner,
        string Visibility,
        MilestoneNode? Milestone = null
    ) : RepositoryNode(DatabaseId, NameWithOwner, Visibility);

    internal sealed record MilestoneNode(
        string Title,
        string State,
        double ProgressPercentage,
        string? Description = null,
        DateTimeOffset? DueOn = null,
        DateTimeOffset? CreatedAt = null,
        DateTimeOffset? UpdatedAt = null,
        DateTimeOffset? ClosedAt = null,
        Actor? Creator = null,
        ConnectionCount? OpenIssues = null,
        ConnectionCount? ClosedIssues = null,
        ConnectionCount? OpenPullRequests = null,
        ConnectionCount? ClosedPullRequests = null
    );

    [JsonSourceGenerationOptions(
        Converters = [typeof(MomentConverter)],
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true
    )]
    [JsonSerializable(typeof(GraphQLResponse<RepositoryData<RepositoryWithMilestone>>))]
    private sealed partial class MilestoneJson : JsonSerializerContext;
}
