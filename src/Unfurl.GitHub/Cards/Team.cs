using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Unfurl.GitHub.Webhooks;
using Unfurl.Html;
using Event = Octokit.Webhooks.WebhookEventType;
using TeamActionValue = Octokit.Webhooks.Events.Team.TeamActionValue;

namespace Unfurl.GitHub.Cards;

/// <summary>A team of an organization. OAuth apps need the scope <c>read:org</c> for it.</summary>
internal sealed partial class Team() : QueryKind<Team.Data>(TeamJson.Default.GraphQLResponseData)
{
    // https://docs.github.com/en/graphql/reference/objects#team
    private static readonly GraphQLDocument Query = new(
        """
        query Team($organization: String!, $team: String!) {
          organization(login: $organization) {
            login
            team(slug: $team) {
              databaseId
              name
              slug
              avatarUrl(size: 80)
              description
              privacy
              createdAt
              updatedAt
              members {
                totalCount
              }
              repositories {
                totalCount
              }
              parentTeam {
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
            "Team",
            "/orgs/{organization:name}/teams/{team:name}[/{tab:members|repositories|teams|projects}][/discussions[/{post:int}]]",
            "/orgs/octo-org/teams/core"
        ),
    ];

    public override IReadOnlyList<WebhookRule> Webhooks =>
        [
            new(Event.Team, TeamActionValue.Deleted) { Purge = p => [TeamOf(p, "team")] },
            new(Event.Team) { Refresh = p => [TeamOf(p, "team")] },
            // GitHub counts the members of the teams below a team, too.
            new(Event.Membership)
            {
                RequiredPath = "team.parent.id",
                Refresh = p => [TeamOf(p, "team"), TeamOf(p, "team.parent")],
            },
            new(Event.Membership) { Refresh = p => [TeamOf(p, "team")] },
        ];

    public override string Permission => "Members (organization)";

    public override string? Scope => "read:org";

    protected override GraphQLDocument Document => Query;

    public override string KeyOf(LinkMatch match) =>
        $"orgs/{match["organization"]}/teams/{match["team"]}".ToLowerInvariant();

    protected override JsonObject VariablesOf(LinkMatch match, GitHubClient client) =>
        new() { ["organization"] = match["organization"], ["team"] = match["team"] };

    protected override Resolution.Found? Find(Data data, LinkMatch match) =>
        data.Organization is { Team: { } team } organization
            ? new Resolution.Found(PreviewOf(organization, team))
            {
                Audience = Audience.Account,
                Resources =
                [
                    GitHubResources.Team(string.Create(CultureInfo.InvariantCulture, $"{team.DatabaseId}")),
                    GitHubResources.AllOfOwner(organization.Login),
                ],
            }
            : null;

    private static Resource TeamOf(IPayload payload, string path) => GitHubResources.Team(payload.Number($"{path}.id"));

    private static Preview PreviewOf(Organization organization, TeamNode team) =>
        new()
        {
            Title = team.Name,
            Identifier = $"@{organization.Login}/{team.Slug}",
            IdentifierImage = Uri.TryCreate(team.AvatarUrl, UriKind.Absolute, out var picture)
                ? new PreviewImage.At(picture)
                : null,
            Icon = new PreviewImage.Own("team"),
            Body = HtmlText.FromText(team.Description is null ? null : EmojiShortcodes.Replace(team.Description)),
            Fields = PreviewFields.Of(
                PreviewFields.Text(
                    "members",
                    "Members",
                    PreviewFields.FormatCount(team.Members?.TotalCount, "member", "members")
                ),
                PreviewFields.Text(
                    "repositories",
                    "Repositories",
                    PreviewFields.FormatCount(team.Repositories?.TotalCount, "repository", "repositories")
                ),
                PreviewFields.Text("parent", "Parent team", team.ParentTeam?.Name),
                // https://docs.github.com/en/graphql/reference/enums#teamprivacy
                PreviewFields.Text("visibility", "Visibility", team.Privacy == "SECRET" ? "Secret" : null)
            ),
            Facts = new Facts
            {
                Kind = new Choice("Team", GitHubColors.Gray),
                Created = team.CreatedAt,
                Updated = team.UpdatedAt,
            },
        };

    internal sealed record Data(Organization? Organization = null);

    internal sealed record Organization(string Login, TeamNode? Team = null);

    internal sealed record TeamNode(
        string Name,
        string Slug,
        string Privacy,
        long? DatabaseId = null,
        string? AvatarUrl = null,
        string? Description = null,
        DateTimeOffset? CreatedAt = null,
        DateTimeOffset? UpdatedAt = null,
        ConnectionCount? Members = null,
        ConnectionCount? Repositories = null,
        Named? ParentTeam = null
    );

    [JsonSourceGenerationOptions(
        Converters = [typeof(MomentConverter)],
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true
    )]
    [JsonSerializable(typeof(GraphQLResponse<Data>))]
    private sealed partial class TeamJson : JsonSerializerContext;
}
