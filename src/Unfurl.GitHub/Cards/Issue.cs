using System.Globalization;
using System.Text.Json.Serialization;

namespace Unfurl.GitHub.Cards;

internal sealed class Issue : IGitHubLinkKind
{
    // https://docs.github.com/en/graphql/reference/objects#issue
    internal const string Fragment = """
        fragment IssueFields on Issue {
          title
          issueState: state
          stateReason(enableDuplicate: true) # optional
          issueType { # optional
            name
            color
          }
          subIssuesSummary { # optional
            total
            completed
          }
          bodyHTML # optional, else bodyText
          createdAt
          updatedAt
          closedAt
          author {
            ...ActorFields
          }
          assignees(first: 3) {
            totalCount
            nodes {
              login
            }
          }
          comments {
            totalCount
          }
          milestone {
            title
          }
          labels(first: 5) {
            ...LabelFields
          }
        }
        """;

    public IReadOnlyList<LinkPattern> Patterns { get; } =
    [
        new(
            "Issue",
            $"{RepositoryLink.Template}/issues/{{number:int}}",
            "/octocat/Hello-World/issues/42",
            RepositoryLink.Reserved
        ),
    ];

    public IReadOnlyList<GraphQLDocument> Documents => [IssueOrPullRequest.Document];

    public string Permission => "Issues";

    public string KeyOf(LinkMatch match) => IssueOrPullRequest.KeyOf(match);

    public Task<Resolution> ResolveAsync(LinkMatch match, GitHubClient client, CancellationToken cancellationToken) =>
        IssueOrPullRequest.ResolveAsync(match, client, cancellationToken);

    internal static Preview PreviewOf(IssueNode node)
    {
        var (status, icon) = StateOf(node);
        var assignees =
            node.Assignees?.Nodes?.OfType<Assignee>().Select(user => new Person(user.Login)).ToArray() ?? [];
        var labels = node.Labels?.Names ?? [];
        return new Preview
        {
            Title = node.Title,
            Icon = new PreviewImage.Own(icon),
            Status = status,
            Author = Actor.PersonOf(node.Author),
            Body = BodyText.Of(node.BodyHtml, node.BodyText),
            Facts = new Facts
            {
                Assignees = assignees,
                MoreAssignees = (node.Assignees?.TotalCount ?? 0) - assignees.Length,
                Comments = node.Comments?.TotalCount,
                Labels = labels,
                MoreLabels = (node.Labels?.TotalCount ?? 0) - labels.Length,
                Milestone = node.Milestone?.Title,
                Kind = node.IssueType is { } type ? new Choice(type.Name, GitHubColors.Named(type.Color)) : null,
                Progress = node.SubIssuesSummary is { Total: > 0 } subIssues
                    ? new Progress(
                        (double)subIssues.Completed / subIssues.Total,
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{subIssues.Completed:N0} of {subIssues.Total:N0} sub-issues done"
                        )
                    )
                    : null,
                Created = node.CreatedAt,
                Updated = node.UpdatedAt,
                Closed = node.IssueState == "CLOSED" ? node.ClosedAt : null,
            },
        };
    }

    // https://docs.github.com/en/graphql/reference/enums#issuestatereason; null for issues closed before GitHub had
    // reasons.
    private static (Choice Status, string Icon) StateOf(IssueNode node) =>
        (node.IssueState, node.StateReason) switch
        {
            ("CLOSED", "NOT_PLANNED") => (new("Not planned", GitHubColors.Gray), "issue-not-planned"),
            ("CLOSED", "DUPLICATE") => (new("Duplicate", GitHubColors.Gray), "issue-not-planned"),
            ("CLOSED", "COMPLETED") => (new("Completed", GitHubColors.Purple), "issue-completed"),
            ("CLOSED", _) => (new("Closed", GitHubColors.Purple), "issue-completed"),
            _ => (new("Open", GitHubColors.Green), "issue-open"),
        };

    internal sealed record IssueNode(
        string Title,
        string IssueState,
        DateTimeOffset? CreatedAt = null,
        DateTimeOffset? UpdatedAt = null,
        string? StateReason = null,
        [property: JsonPropertyName("bodyHTML")] string? BodyHtml = null,
        string? BodyText = null,
        DateTimeOffset? ClosedAt = null,
        Actor? Author = null,
        AssigneeConnection? Assignees = null,
        ConnectionCount? Comments = null,
        Milestone? Milestone = null,
        IssueType? IssueType = null,
        SubIssues? SubIssuesSummary = null,
        LabelConnection? Labels = null
    ) : IssueOrPullRequest.Node;

    internal sealed record AssigneeConnection(int TotalCount = 0, IReadOnlyList<Assignee?>? Nodes = null);

    internal sealed record Assignee(string Login);

    internal sealed record Milestone(string Title);

    internal sealed record IssueType(string Name, string? Color = null);

    internal sealed record SubIssues(int Total, int Completed);
}
