using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Unfurl.GitHub.Webhooks;
using Unfurl.Html;
using DiscussionActionValue = Octokit.Webhooks.Events.Discussion.DiscussionActionValue;
using Event = Octokit.Webhooks.WebhookEventType;

namespace Unfurl.GitHub.Cards;

internal sealed partial class Discussion()
    : RepositoryPartKind<Discussion.RepositoryWithDiscussion>(
        DiscussionJson.Default.GraphQLResponseRepositoryDataRepositoryWithDiscussion
    )
{
    public const string Template = $"{RepositoryLink.Template}/discussions/{{number:int}}";

    // https://docs.github.com/en/graphql/reference/objects#discussion
    public const string Fragment = $$"""
        fragment DiscussionFields on Discussion {
          number
          title
          closed
          closedAt
          stateReason # optional
          isAnswered
          bodyHTML # optional, else bodyText
          createdAt
          updatedAt
          upvoteCount
          author {
            ...ActorFields
          }
          answerChosenBy {
            login
          }
          category {
            name
            emoji
            isAnswerable
          }
          poll { # optional
            question
            totalVoteCount
          }
          comments {
            totalCount
          }
          labels(first: 5) {
            ...LabelFields
          }
        }
        {{Actor.Fragment}}
        {{LabelConnection.Fragment}}
        """;

    private static readonly GraphQLDocument Query = new(
        $$"""
        query Discussion($owner: String!, $name: String!, $number: Int!) {
          repository(owner: $owner, name: $name) {
            ...RepositoryFields
            discussion(number: $number) {
              ...DiscussionFields
            }
          }
        }
        {{RepositoryNode.Fragment}}
        {{Fragment}}
        """
    );

    public override IReadOnlyList<LinkPattern> Patterns { get; } =
    [new("Discussion", Template, "/octocat/Hello-World/discussions/90", RepositoryLink.Reserved)];

    public override IReadOnlyList<WebhookRule> Webhooks =>
        [
            new(Event.Discussion, DiscussionActionValue.Deleted) { Purge = p => [DiscussionOf(p)] },
            // Other users may see the new location than the old one.
            new(Event.Discussion, DiscussionActionValue.Transferred)
            {
                Refresh = p =>
                    [
                        GitHubResources.InRepository(
                            p.Number("changes.new_repository.id"),
                            GitHubResources.Discussion(p.Number("changes.new_discussion.number"))
                        ),
                    ],
                Purge = p => [DiscussionOf(p)],
            },
            new(Event.Discussion) { Refresh = p => [DiscussionOf(p)] },
            new(Event.DiscussionComment) { Refresh = p => [DiscussionOf(p)] },
        ];

    public override string Permission => "Discussions";

    protected override GraphQLDocument Document => Query;

    public override string KeyOf(LinkMatch match) => LinkKeyOf(match);

    protected override JsonObject VariablesOf(LinkMatch match) => new() { ["number"] = match.Number("number") };

    protected override Resolution.Found? Find(RepositoryWithDiscussion repository, LinkMatch match) =>
        repository.Discussion is { } discussion ? TargetOf(repository, discussion).Found() : null;

    internal static string LinkKeyOf(LinkMatch match) =>
        $"{RepositoryLink.Of(match).Key}/discussions/{match.Number("number")}";

    internal static LinkTarget TargetOf(RepositoryNode repository, DiscussionNode discussion) =>
        new(
            repository,
            [GitHubResources.Discussion($"{discussion.Number}")],
            PreviewOf(discussion) with
            {
                Identifier = $"{repository.NameWithOwner}#{discussion.Number}",
            }
        );

    internal static Resource DiscussionOf(IPayload payload) =>
        payload.InRepository(GitHubResources.Discussion(payload.Number("discussion.number")));

    private static Preview PreviewOf(DiscussionNode discussion)
    {
        var (status, icon) = StateOf(discussion);
        var labels = discussion.Labels?.Names ?? [];
        return new Preview
        {
            Title = discussion.Title,
            Icon = new PreviewImage.Own(icon),
            Status = status,
            Author = Actor.PersonOf(discussion.Author),
            Body = BodyText.Of(discussion.BodyHtml, discussion.BodyText),
            Fields = PreviewFields.Of(
                PreviewFields.Text("answered_by", "Answered by", AnsweredBy(discussion)),
                PreviewFields.Text("poll", "Poll", PollOf(discussion.Poll)),
                PreviewFields.Text(
                    "upvotes",
                    "Upvotes",
                    PreviewFields.FormatCount(discussion.UpvoteCount, "upvote", "upvotes")
                )
            ),
            Facts = new Facts
            {
                Kind = CategoryOf(discussion.Category),
                Comments = discussion.Comments?.TotalCount,
                Labels = labels,
                MoreLabels = (discussion.Labels?.TotalCount ?? 0) - labels.Length,
                Created = discussion.CreatedAt,
                Updated = discussion.UpdatedAt,
                Closed = discussion.Closed ? discussion.ClosedAt : null,
            },
        };
    }

    // https://docs.github.com/en/graphql/reference/enums#discussionstatereason. Only a question can be answered.
    private static (Choice Status, string Icon) StateOf(DiscussionNode discussion) =>
        discussion switch
        {
            { Closed: true, StateReason: "DUPLICATE" } => (new("Duplicate", GitHubColors.Gray), "discussion-closed"),
            { Closed: true, StateReason: "OUTDATED" } => (new("Outdated", GitHubColors.Gray), "discussion-closed"),
            { Closed: true, StateReason: "RESOLVED" } => (new("Resolved", GitHubColors.Purple), "discussion-resolved"),
            { Closed: true } => (new("Closed", GitHubColors.Purple), "discussion-resolved"),
            { IsAnswered: true } => (new("Answered", GitHubColors.Green), "discussion-answered"),
            { Category.IsAnswerable: true } => (new("Unanswered", GitHubColors.Gray), "discussion"),
            _ => (new("Open", GitHubColors.Green), "discussion"),
        };

    // E.g. "🙏 Q&A".
    private static Choice? CategoryOf(Category? category) =>
        category is null
            ? null
            : new(EmojiShortcodes.Replace($"{category.Emoji} {category.Name}").Trim(), GitHubColors.Gray);

    private static string? AnsweredBy(DiscussionNode discussion) =>
        discussion is { IsAnswered: true, AnswerChosenBy.Login: var login } ? $"Answer chosen by {login}" : null;

    private static string? PollOf(Poll? poll) =>
        poll is null
            ? null
            : $"{EmojiShortcodes.Replace(poll.Question)} ({PreviewFields.FormatCount(poll.TotalVoteCount, "vote", "votes") ?? "no votes"})";

    internal sealed record RepositoryWithDiscussion(
        long? DatabaseId,
        string NameWithOwner,
        string Visibility,
        DiscussionNode? Discussion = null
    ) : RepositoryNode(DatabaseId, NameWithOwner, Visibility);

    internal sealed record DiscussionNode(
        int Number,
        string Title,
        bool Closed,
        int UpvoteCount,
        DateTimeOffset? ClosedAt = null,
        string? StateReason = null,
        bool? IsAnswered = null,
        [property: JsonPropertyName("bodyHTML")] string? BodyHtml = null,
        string? BodyText = null,
        DateTimeOffset? CreatedAt = null,
        DateTimeOffset? UpdatedAt = null,
        Actor? Author = null,
        Answerer? AnswerChosenBy = null,
        Category? Category = null,
        Poll? Poll = null,
        ConnectionCount? Comments = null,
        LabelConnection? Labels = null
    );

    internal sealed record Answerer(string Login);

    internal sealed record Category(string Name, string? Emoji = null, bool IsAnswerable = false);

    internal sealed record Poll(string Question, int TotalVoteCount);

    [JsonSourceGenerationOptions(
        Converters = [typeof(MomentConverter)],
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true
    )]
    [JsonSerializable(typeof(GraphQLResponse<RepositoryData<RepositoryWithDiscussion>>))]
    private sealed partial class DiscussionJson : JsonSerializerContext;
}
