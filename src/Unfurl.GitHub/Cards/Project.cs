using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Unfurl.GitHub.Webhooks;
using Unfurl.Html;
using Event = Octokit.Webhooks.WebhookEventType;
using ProjectsV2ActionValue = Octokit.Webhooks.Events.ProjectsV2.ProjectsV2ActionValue;

namespace Unfurl.GitHub.Cards;

/// <summary>A project, or one of its items. OAuth apps need the scope <c>read:project</c> for it.</summary>
internal sealed partial class Project() : QueryKind<Project.Data>(ProjectJson.Default.GraphQLResponseData)
{
    // https://docs.github.com/en/graphql/reference/objects#projectv2. GitHub finds an item by its node only, which the link
    // does not have, so the first hundred are searched for its number.
    private static readonly GraphQLDocument Query = new(
        $$"""
        query Project($login: String!, $number: Int!, $isItem: Boolean!) {
          repositoryOwner(login: $login) {
            login
            ... on ProjectV2Owner {
              projectV2(number: $number) {
                id
                number
                title
                shortDescription
                readme
                public
                closed
                closedAt
                createdAt
                updatedAt
                creator {
                  login
                  avatarUrl(size: 80)
                }
                items {
                  totalCount
                }
                listed: items(first: 100) @include(if: $isItem) {
                  nodes {
                    ...ItemFields
                  }
                }
              }
            }
          }
        }
        fragment ItemFields on ProjectV2Item {
          databaseId
          fullDatabaseId # optional
          isArchived
          updatedAt
          column: fieldValueByName(name: "Status") {
            ... on ProjectV2ItemFieldSingleSelectValue {
              name
              color # optional
            }
          }
          content {
            ... on DraftIssue {
              title
            }
            ... on Issue {
              title
              number
              repository {
                ...RepositoryFields
              }
            }
            ... on PullRequest {
              title
              number
              repository {
                ...RepositoryFields
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
            "Item of a project",
            "/{kind:orgs|users}/{login:name}/projects/{number:int}[/views/{view:int}]?itemId={item:long}",
            "/orgs/octo-org/projects/5/views/1?pane=issue&itemId=1001"
        ),
        new(
            "Project",
            "/{kind:orgs|users}/{login:name}/projects/{number:int}[/views/{view:int}][/insights[/{chart:int}]]",
            "/orgs/octo-org/projects/5"
        ),
    ];

    public override IReadOnlyList<WebhookRule> Webhooks =>
        [
            new(Event.ProjectsV2, ProjectsV2ActionValue.Deleted)
            {
                Purge = p => [GitHubResources.Project(p.NodeId("projects_v2.node_id"))],
            },
            new(Event.ProjectsV2) { Refresh = p => [GitHubResources.Project(p.NodeId("projects_v2.node_id"))] },
            new(Event.ProjectsV2Item)
            {
                Refresh = p => [GitHubResources.Project(p.NodeId("projects_v2_item.project_node_id"))],
            },
        ];

    public override string Permission => "Projects (organization)";

    public override string? Scope => "read:project";

    protected override GraphQLDocument Document => Query;

    public override string KeyOf(LinkMatch match) =>
        $"orgs/{match["login"].ToLowerInvariant()}/projects/{match["number"]}{(ItemOf(match) is { } item ? $"/{item}" : "")}";

    protected override JsonObject VariablesOf(LinkMatch match, GitHubClient client) =>
        new()
        {
            ["login"] = match["login"],
            ["number"] = match.Number("number"),
            ["isItem"] = ItemOf(match) is not null,
        };

    protected override Resolution.Found? Find(Data data, LinkMatch match)
    {
        if (data.RepositoryOwner is not { ProjectV2: { } project } owner)
            return null;
        var number = ItemOf(match);
        var item = project.Listed?.Nodes?.FirstOrDefault(it => it is not null && it.IsNumber(number));
        return new Resolution.Found(item is null ? PreviewOf(owner, project) : PreviewOf(owner, project, item))
        {
            Audience = Audience.Account,
            Resources =
            [
                .. new[] { GitHubResources.Project(project.Id), GitHubResources.AllOfOwner(owner.Login) }
                    .Concat(ResourcesOf(item?.Content))
                    .Distinct(),
            ],
        };
    }

    // Of the issue or pull request that the item shows.
    private static IEnumerable<Resource> ResourcesOf(Content? content) =>
        content is { Number: { } number, Repository: { } repository }
            ? repository.ResourcesOf(GitHubResources.Issue(string.Create(CultureInfo.InvariantCulture, $"{number}")))
            : [];

    private static string? ItemOf(LinkMatch match) => match.Optional("item");

    private static string NameOf(Owner owner, ProjectNode project) =>
        string.Create(CultureInfo.InvariantCulture, $"{owner.Login}/projects/{project.Number}");

    private static Preview PreviewOf(Owner owner, ProjectNode project) =>
        new()
        {
            Title = project.Title,
            Identifier = NameOf(owner, project),
            Icon = new PreviewImage.Own(project.Closed ? "project-closed" : "project"),
            Status = project.Closed ? new("Closed", GitHubColors.Purple) : new("Open", GitHubColors.Green),
            Author = project.Creator is { } creator ? Actor.PersonOf(creator) : null,
            Body = HtmlText.FromMarkdown(
                string.Join("\n\n", new[] { project.ShortDescription, project.Readme }.OfType<string>())
            ),
            Fields = PreviewFields.Of(
                PreviewFields.Text(
                    "items",
                    "Items",
                    PreviewFields.FormatCount(project.Items?.TotalCount, "item", "items")
                ),
                PreviewFields.Text("visibility", "Visibility", project.Public ? null : "Private")
            ),
            Facts = new Facts
            {
                Kind = new Choice("Project", GitHubColors.Gray),
                Created = project.CreatedAt,
                Updated = project.UpdatedAt,
                Closed = project.Closed ? project.ClosedAt : null,
            },
        };

    private static Preview PreviewOf(Owner owner, ProjectNode project, Item item) =>
        new()
        {
            // Who may see a project may not see everything in it.
            Title = item.Content?.Title ?? "An item that you may not see",
            Identifier = item.Content is { Number: { } number, Repository: { } repository }
                ? string.Create(CultureInfo.InvariantCulture, $"{repository.NameWithOwner}#{number}")
                : NameOf(owner, project),
            Icon = new PreviewImage.Own("project"),
            Status = item.Column is { Name: { Length: > 0 } column }
                ? new(column, GitHubColors.Named(item.Column.Color))
                : null,
            Fields = PreviewFields.Of(
                PreviewFields.Text("project", "Project", project.Title),
                PreviewFields.Text("archived", "Archived", item.IsArchived ? "Archived" : null),
                PreviewFields.Text("visibility", "Visibility", project.Public ? null : "Private")
            ),
            Facts = new Facts
            {
                Kind = new Choice(item.Content is { Number: null } ? "Draft" : "Project item", GitHubColors.Gray),
                Updated = item.UpdatedAt,
            },
        };

    internal sealed record Data(Owner? RepositoryOwner = null);

    internal sealed record Owner(string Login, ProjectNode? ProjectV2 = null);

    internal sealed record ProjectNode(
        string Id,
        int Number,
        string Title,
        bool Public,
        bool Closed,
        string? ShortDescription = null,
        string? Readme = null,
        DateTimeOffset? ClosedAt = null,
        DateTimeOffset? CreatedAt = null,
        DateTimeOffset? UpdatedAt = null,
        Actor? Creator = null,
        ConnectionCount? Items = null,
        ItemConnection? Listed = null
    );

    internal sealed record ItemConnection(IReadOnlyList<Item?>? Nodes = null);

    internal sealed record Item(
        bool IsArchived,
        long? DatabaseId = null,
        DateTimeOffset? UpdatedAt = null,
        Column? Column = null,
        Content? Content = null,
        string? FullDatabaseId = null
    )
    {
        // Newer numbers do not fit the older field.
        public bool IsNumber(string? number) => FullDatabaseId == number || $"{DatabaseId}" == number;
    }

    internal sealed record Column(string? Name = null, string? Color = null);

    internal sealed record Content(string? Title = null, int? Number = null, PlainRepository? Repository = null);

    [JsonSourceGenerationOptions(
        Converters = [typeof(MomentConverter)],
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true
    )]
    [JsonSerializable(typeof(GraphQLResponse<Data>))]
    private sealed partial class ProjectJson : JsonSerializerContext;
}
