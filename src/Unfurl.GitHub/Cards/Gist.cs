using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Unfurl.GitHub.Cards;

/// <summary>A gist, by its path on a server of one's own.</summary>
internal sealed partial class Gist() : QueryKind<Gist.Data>(GistJson.Default.GraphQLResponseData)
{
    // https://docs.github.com/en/graphql/reference/objects#gist
    private static readonly GraphQLDocument Query = new(
        """
        query Gist($url: URI!) {
          resource(url: $url) {
            __typename
            ... on Gist {
              name
              description
              isPublic
              createdAt
              updatedAt
              stargazerCount
              owner {
                login
                avatarUrl(size: 80)
              }
              comments {
                totalCount
              }
              forks {
                totalCount
              }
              files(limit: 11) {
                name
                size
                language {
                  name
                }
                text(truncate: 4000)
              }
            }
          }
        }
        """
    );

    // GitHub does not count them.
    private const int MaxCounted = 10;

    public override IReadOnlyList<LinkPattern> Patterns { get; } =
    [new("Gist", "/gist/{login:name}/{id:sha}", "/gist/octocat/6cad326836d38bd3a7ae")];

    public override string Permission => "–";

    protected override GraphQLDocument Document => Query;

    public override string KeyOf(LinkMatch match) => $"gist/{match["id"].ToLowerInvariant()}";

    protected override JsonObject VariablesOf(LinkMatch match, GitHubClient client) =>
        new() { ["url"] = client.WebUrlOf($"gist/{match["login"]}/{match["id"]}").AbsoluteUri };

    // A secret gist can be read by who has its link, and is for nobody else.
    protected override Resolution.Found? Find(Data data, LinkMatch match) =>
        data.Resource is GistNode gist ? new Resolution.Found(PreviewOf(gist)) { Audience = Audience.Account } : null;

    private static Preview PreviewOf(GistNode gist)
    {
        var files = gist.Files?.OfType<GistFile>().ToArray() ?? [];
        var first = files.FirstOrDefault();
        return new Preview
        {
            Title = string.IsNullOrWhiteSpace(gist.Description) ? first?.Name ?? gist.Name : gist.Description,
            Identifier = first?.Name,
            Icon = new PreviewImage.Own("gist"),
            Status = gist.IsPublic ? new("Public", GitHubColors.Gray) : new("Secret", GitHubColors.Yellow),
            Author = gist.Owner is { } owner ? Actor.PersonOf(owner) : null,
            Body = first is { Name: { } name, Text: { } text } ? FileText.Of(name, text, lines: null) : null,
            Fields = PreviewFields.Of(
                PreviewFields.Text("files", "Files", CountOf(files)),
                PreviewFields.Text("language", "Language", first?.Language?.Name),
                PreviewFields.Text("stars", "Stars", PreviewFields.FormatCount(gist.StargazerCount, "star", "stars")),
                PreviewFields.Text("forks", "Forks", PreviewFields.FormatCount(gist.Forks?.TotalCount, "fork", "forks"))
            ),
            Facts = new Facts
            {
                Kind = new Choice("Gist", GitHubColors.Gray),
                Comments = gist.Comments?.TotalCount,
                Created = gist.CreatedAt,
                Updated = gist.UpdatedAt,
            },
        };
    }

    private static string? CountOf(GistFile[] files) =>
        files.Length > MaxCounted
            ? $"More than {MaxCounted} files"
            : PreviewFields.FormatCount(files.Length, "file", "files");

    internal sealed record Data(Resource? Resource = null);

    [JsonPolymorphic(TypeDiscriminatorPropertyName = "__typename", IgnoreUnrecognizedTypeDiscriminators = true)]
    [JsonDerivedType(typeof(GistNode), "Gist")]
    internal record Resource;

    internal sealed record GistNode(
        string Name,
        bool IsPublic,
        int StargazerCount = 0,
        string? Description = null,
        DateTimeOffset? CreatedAt = null,
        DateTimeOffset? UpdatedAt = null,
        Actor? Owner = null,
        ConnectionCount? Comments = null,
        ConnectionCount? Forks = null,
        IReadOnlyList<GistFile?>? Files = null
    ) : Resource;

    internal sealed record GistFile(string? Name = null, int? Size = null, Named? Language = null, string? Text = null);

    [JsonSourceGenerationOptions(
        Converters = [typeof(MomentConverter)],
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true
    )]
    [JsonSerializable(typeof(GraphQLResponse<Data>))]
    private sealed partial class GistJson : JsonSerializerContext;
}
