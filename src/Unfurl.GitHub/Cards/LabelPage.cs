using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Unfurl.GitHub.Webhooks;
using Unfurl.Html;
using Event = Octokit.Webhooks.WebhookEventType;
using IssuesActionValue = Octokit.Webhooks.Events.Issues.IssuesActionValue;
using LabelActionValue = Octokit.Webhooks.Events.Label.LabelActionValue;
using PullRequestActionValue = Octokit.Webhooks.Events.PullRequest.PullRequestActionValue;

namespace Unfurl.GitHub.Cards;

/// <summary>A label, with how much has it.</summary>
internal sealed partial class LabelPage()
    : RepositoryPartKind<LabelPage.RepositoryWithLabel>(
        LabelPageJson.Default.GraphQLResponseRepositoryDataRepositoryWithLabel
    )
{
    // https://docs.github.com/en/graphql/reference/objects#label
    private static readonly GraphQLDocument Query = new(
        $$"""
        query Label($owner: String!, $name: String!, $label: String!) {
          repository(owner: $owner, name: $name) {
            ...RepositoryFields
            label(name: $label) {
              name
              color
              description
              issues(states: OPEN) {
                totalCount
              }
              pullRequests(states: OPEN) {
                totalCount
              }
            }
          }
        }
        {{RepositoryNode.Fragment}}
        """
    );

    public override IReadOnlyList<LinkPattern> Patterns { get; } =
    [
        new(
            "Label",
            $"{RepositoryLink.Template}/labels/{{*label}}",
            "/octocat/Hello-World/labels/good%20first%20issue",
            RepositoryLink.Reserved
        ),
    ];

    public override IReadOnlyList<WebhookRule> Webhooks =>
        [
            new(Event.Label, LabelActionValue.Deleted) { Purge = p => [LabelOf(p, "label.name")] },
            new(Event.Label)
            {
                RequiredPath = "changes.name.from",
                Refresh = p => [LabelOf(p, "label.name"), LabelOf(p, "changes.name.from")],
            },
            new(Event.Label) { Refresh = p => [LabelOf(p, "label.name")] },
            new(Event.Issues, IssuesActionValue.Labeled, IssuesActionValue.Unlabeled)
            {
                RequiredPath = "label.name",
                Refresh = p => [LabelOf(p, "label.name")],
            },
            // Only these change how many are open.
            new(
                Event.Issues,
                IssuesActionValue.Closed,
                IssuesActionValue.Reopened,
                IssuesActionValue.Deleted,
                IssuesActionValue.Transferred
            )
            {
                RequiredPath = "issue.labels",
                Refresh = p => LabelsOf(p, "issue.labels"),
            },
            new(Event.PullRequest, PullRequestActionValue.Labeled, PullRequestActionValue.Unlabeled)
            {
                RequiredPath = "label.name",
                Refresh = p => [LabelOf(p, "label.name")],
            },
            new(Event.PullRequest, PullRequestActionValue.Closed, PullRequestActionValue.Reopened)
            {
                RequiredPath = "pull_request.labels",
                Refresh = p => LabelsOf(p, "pull_request.labels"),
            },
        ];

    public override string Permission => "Issues";

    protected override GraphQLDocument Document => Query;

    // GitHub ignores the case of labels.
    public override string KeyOf(LinkMatch match) =>
        $"{RepositoryLink.Of(match).Key}/labels/{match.Decoded("label").ToLowerInvariant()}";

    protected override JsonObject VariablesOf(LinkMatch match) => new() { ["label"] = match.Decoded("label") };

    protected override Resolution.Found? Find(RepositoryWithLabel repository, LinkMatch match) =>
        repository.Label is { } label
            ? repository.Found(
                new Preview
                {
                    Title = EmojiShortcodes.Replace(label.Name),
                    Identifier = repository.NameWithOwner,
                    Icon = new PreviewImage.Own("label"),
                    Body = HtmlText.FromText(
                        label.Description is null ? null : EmojiShortcodes.Replace(label.Description)
                    ),
                    Fields = PreviewFields.Of(
                        PreviewFields.Text(
                            "issues",
                            "Issues",
                            PreviewFields.FormatCount(label.Issues?.TotalCount, "open issue", "open issues")
                        ),
                        PreviewFields.Text(
                            "pull_requests",
                            "Pull requests",
                            PreviewFields.FormatCount(
                                label.PullRequests?.TotalCount,
                                "open pull request",
                                "open pull requests"
                            )
                        )
                    ),
                    Facts = new Facts { Kind = new Choice("Label", ColorOf(label.Color)) },
                },
                GitHubResources.Label(label.Name)
            )
            : null;

    // Six hexadecimal digits.
    private static Color ColorOf(string text) =>
        text.Length == 6
        && Convert.FromHexString(text, new byte[3], out _, out _) == System.Buffers.OperationStatus.Done
            ? new Color(Convert.ToByte(text[..2], 16), Convert.ToByte(text[2..4], 16), Convert.ToByte(text[4..], 16))
            : GitHubColors.Gray;

    private static Resource LabelOf(IPayload payload, string path) =>
        payload.InRepository(GitHubResources.Label(payload.RefName(path)));

    private static IEnumerable<Resource> LabelsOf(IPayload payload, string path) =>
        payload.Elements(path).Select(label => payload.InRepository(GitHubResources.Label(label.RefName("name"))));

    internal sealed record RepositoryWithLabel(
        long? DatabaseId,
        string NameWithOwner,
        string Visibility,
        LabelNode? Label = null
    ) : RepositoryNode(DatabaseId, NameWithOwner, Visibility);

    internal sealed record LabelNode(
        string Name,
        string Color,
        string? Description = null,
        ConnectionCount? Issues = null,
        ConnectionCount? PullRequests = null
    );

    [JsonSourceGenerationOptions(
        Converters = [typeof(MomentConverter)],
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true
    )]
    [JsonSerializable(typeof(GraphQLResponse<RepositoryData<RepositoryWithLabel>>))]
    private sealed partial class LabelPageJson : JsonSerializerContext;
}
