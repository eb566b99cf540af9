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

    public string KeyOf(LinkMatch match) => IssueOrPullRequest.KeyOf(match);

    public Task<Resolution> ResolveAsync(LinkMatch match, GitHubClient client, CancellationToken cancellationToken) =>
        IssueOrPullRequest.ResolveAsync(match, client, cancellationToken);

    internal static Preview PreviewOf(IssueNode node)
    {
        var (status, icon) = StateOf(node);
        var isClosed = node.IssueState == "CLOSED";
        return new Preview
        {
            Title = node.Title,
            Icon = new PreviewImage.Own(icon),
            Status = status,
            Author = Actor.PersonOf(node.Author),
            Body = BodyText.Of(node.BodyHtml, node.BodyText),
            Fields = PreviewFields.Of(
                PreviewFields.Text("assignees", "Assignees", AssigneesOf(node)),
                PreviewFields.Comments(node.Comments?.TotalCount),
                PreviewFields.Labels(node.Labels),
                PreviewFields.Text("milestone", "Milestone", node.Milestone?.Title),
                PreviewFields.Moment("created_at", "Created", node.CreatedAt),
                isClosed
                    ? PreviewFields.Moment("closed_at", "Closed", node.ClosedAt)
                    : PreviewFields.Moment("updated_at", "Updated", node.UpdatedAt)
            ),
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

    private static string? AssigneesOf(IssueNode node) =>
        PreviewFields.FormatNames(
            node.Assignees?.Nodes?.OfType<Assignee>().Select(user => user.Login),
            node.Assignees?.TotalCount
        )
            is { } names
            ? $"Assigned to {names}"
            : null;

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
        LabelConnection? Labels = null
    ) : IssueOrPullRequest.Node;

    internal sealed record AssigneeConnection(int TotalCount = 0, IReadOnlyList<Assignee?>? Nodes = null);

    internal sealed record Assignee(string Login);

    internal sealed record Milestone(string Title);
}
