using System.Text.Json.Serialization;

namespace Unfurl.GitHub.Cards;

internal sealed partial class Repository : IGitHubLinkKind
{
    // https://docs.github.com/en/graphql/reference/objects#repository. The parent of a fork is not requested, because a
    // user who can see the fork may not be allowed to see the parent. Nor is openGraphImageUrl: the image of a private
    // repository needs a session or can be read by anyone with its URL, and that of a public one repeats the card.
    internal static readonly GraphQLDocument Document = new(
        $$"""
        query Repository($owner: String!, $name: String!) {
          repository(owner: $owner, name: $name) {
            ...RepositoryFields
            descriptionHTML # optional, else description
            isArchived
            pushedAt
            stargazerCount # optional
            forkCount
            owner {
              login
              avatarUrl(size: 80)
            }
            primaryLanguage {
              name
            }
            licenseInfo {
              spdxId
            }
            latestRelease { # optional
              tagName
            }
          }
        }
        {{RepositoryNode.Fragment}}
        """
    );

    public IReadOnlyList<LinkPattern> Patterns { get; } =
    [new("Repository", RepositoryLink.Template, "/octocat/Hello-World", RepositoryLink.Reserved)];

    public IReadOnlyList<GraphQLDocument> Documents => [Document];

    public string Permission => "Metadata";

    public string KeyOf(LinkMatch match) => RepositoryLink.Of(match).Key;

    public Task<Resolution> ResolveAsync(LinkMatch match, GitHubClient client, CancellationToken cancellationToken) =>
        FindAsync(match, client, cancellationToken);

    internal static async Task<Resolution> FindAsync(
        LinkMatch match,
        GitHubClient client,
        CancellationToken cancellationToken
    )
    {
        var repository = await client.QueryAsync(
            Document,
            RepositoryLink.Of(match).Variables([]),
            RepositoryJson.Default.GraphQLResponseData,
            data => data.Repository,
            cancellationToken
        );
        return repository.Succeeded ? repository.Value.Found(PreviewOf(repository.Value), "") : repository.Failure;
    }

    private static Preview PreviewOf(Node node)
    {
        var (status, icon) = StateOf(node);
        return new Preview
        {
            Title = node.NameWithOwner,
            Icon = new PreviewImage.Own(icon),
            Status = status,
            Author = Actor.PersonOf(node.Owner),
            Body = BodyText.Of(node.DescriptionHtml, node.Description),
            Fields = PreviewFields.Of(
                PreviewFields.Text("language", "Language", node.PrimaryLanguage?.Name),
                PreviewFields.Text("stars", "Stars", PreviewFields.FormatCount(node.StargazerCount, "star", "stars")),
                PreviewFields.Text("forks", "Forks", PreviewFields.FormatCount(node.ForkCount, "fork", "forks")),
                PreviewFields.Text("license", "License", LicenseOf(node)),
                PreviewFields.Text("release", "Latest release", node.LatestRelease?.TagName)
            ),
            Facts = new Facts { Updated = node.PushedAt },
        };
    }

    private static (Choice Status, string Icon) StateOf(Node node) =>
        node switch
        {
            { IsArchived: true } => (new("Archived", GitHubColors.Yellow), "repository-archived"),
            { Visibility: "PUBLIC" } => (new("Public", GitHubColors.Gray), "repository"),
            { Visibility: "INTERNAL" } => (new("Internal", GitHubColors.Gray), "repository-private"),
            _ => (new("Private", GitHubColors.Gray), "repository-private"),
        };

    // GitHub's name for a licence that it does not recognize.
    private static string? LicenseOf(Node node) =>
        node.LicenseInfo?.SpdxId is { } id and not "NOASSERTION" ? $"{id} license" : null;

    private sealed record Data(Node? Repository = null);

    private sealed record Node(
        long? DatabaseId,
        string NameWithOwner,
        string Visibility,
        bool IsArchived,
        Actor? Owner = null,
        [property: JsonPropertyName("descriptionHTML")] string? DescriptionHtml = null,
        string? Description = null,
        DateTimeOffset? PushedAt = null,
        int StargazerCount = 0,
        int ForkCount = 0,
        Language? PrimaryLanguage = null,
        License? LicenseInfo = null,
        Release? LatestRelease = null
    ) : RepositoryNode(DatabaseId, NameWithOwner, Visibility);

    private sealed record Language(string Name);

    private sealed record License(string? SpdxId = null);

    private sealed record Release(string TagName);

    [JsonSourceGenerationOptions(
        Converters = [typeof(MomentConverter)],
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true
    )]
    [JsonSerializable(typeof(GraphQLResponse<Data>))]
    private sealed partial class RepositoryJson : JsonSerializerContext;
}
