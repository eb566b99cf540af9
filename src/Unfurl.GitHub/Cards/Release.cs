using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Unfurl.GitHub.Webhooks;
using Unfurl.Html;
using Event = Octokit.Webhooks.WebhookEventType;
using ReleaseActionValue = Octokit.Webhooks.Events.Release.ReleaseActionValue;

namespace Unfurl.GitHub.Cards;

/// <summary>A release, the latest release, or a file of one. Where a tag has no release, GitHub shows the tag.</summary>
internal sealed partial class Release()
    : RepositoryPartKind<Release.RepositoryWithRelease>(
        ReleaseJson.Default.GraphQLResponseRepositoryDataRepositoryWithRelease
    )
{
    // https://docs.github.com/en/graphql/reference/objects#release. Files beyond the first hundred are counted only.
    private static readonly GraphQLDocument Query = new(
        $$"""
        query Release($owner: String!, $name: String!, $tag: String!, $ref: String!, $file: String!, $isLatest: Boolean!, $isFile: Boolean!) {
          repository(owner: $owner, name: $name) {
            ...RepositoryFields
            latestRelease @include(if: $isLatest) {
              ...ReleaseFields
            }
            release(tagName: $tag) @skip(if: $isLatest) {
              ...ReleaseFields
            }
            ref(qualifiedName: $ref) @skip(if: $isLatest) {
              ...TagFields
            }
          }
        }
        fragment ReleaseFields on Release {
          name
          tagName
          isDraft
          isPrerelease
          isLatest
          createdAt
          publishedAt
          updatedAt
          descriptionHTML # optional, else description
          author {
            login
            avatarUrl(size: 80)
          }
          tagCommit {
            oid
            abbreviatedOid
            signature {
              isValid
            }
          }
          mentions { # optional
            totalCount
          }
          reactions {
            totalCount
          }
          releaseAssets(first: 100) {
            totalCount
            nodes {
              downloadCount
            }
          }
          file: releaseAssets(first: 1, name: $file) @include(if: $isFile) {
            nodes {
              name
              size
              downloadCount
            }
          }
        }
        {{Tag.Fragment}}
        {{RepositoryNode.Fragment}}
        """
    );

    public override IReadOnlyList<LinkPattern> Patterns { get; } =
    [
        new(
            "Release",
            $"{RepositoryLink.Template}/releases/tag/{{*tag}}",
            "/octocat/Hello-World/releases/tag/v1.2.0",
            RepositoryLink.Reserved
        ),
        new(
            "Latest release",
            $"{RepositoryLink.Template}/releases/latest",
            "/octocat/Hello-World/releases/latest",
            RepositoryLink.Reserved
        ),
        new(
            "File of a release",
            $"{RepositoryLink.Template}/releases/download/{{*tag}}/{{file}}",
            "/octocat/Hello-World/releases/download/v1.2.0/hello-linux-x64.tar.gz",
            RepositoryLink.Reserved
        ),
        new(
            "File of the latest release",
            $"{RepositoryLink.Template}/releases/latest/download/{{file}}",
            "/octocat/Hello-World/releases/latest/download/hello-linux-x64.tar.gz",
            RepositoryLink.Reserved
        ),
    ];

    public override IReadOnlyList<WebhookRule> Webhooks =>
        [
            new(Event.Release, ReleaseActionValue.Deleted, ReleaseActionValue.Unpublished)
            {
                RequiredPath = "release.tag_name",
                Refresh = p => [p.InRepository(GitHubResources.LatestRelease)],
                Purge = p => [p.InRepository(GitHubResources.Release(p.RefName("release.tag_name")))],
            },
            new(Event.Release)
            {
                RequiredPath = "release.tag_name",
                Refresh = p =>
                    [
                        p.InRepository(GitHubResources.Release(p.RefName("release.tag_name"))),
                        p.InRepository(GitHubResources.LatestRelease),
                    ],
            },
            // A draft may have no tag yet.
            new(Event.Release) { Refresh = p => [p.InRepository(GitHubResources.LatestRelease)] },
        ];

    public override string Permission => "Contents";

    protected override GraphQLDocument Document => Query;

    // Tags are case-sensitive. One may be named "latest", or like a file of another.
    public override string KeyOf(LinkMatch match)
    {
        var release = TagOf(match) is { } tag ? $"tag/{tag}" : "latest";
        var file = FileOf(match) is { } name ? $"file/{name}/" : "";
        return $"{RepositoryLink.Of(match).Key}/releases/{file}{release}";
    }

    protected override JsonObject VariablesOf(LinkMatch match) =>
        new()
        {
            ["tag"] = TagOf(match) ?? "",
            ["ref"] = $"refs/tags/{TagOf(match)}",
            ["file"] = FileOf(match) ?? "",
            ["isLatest"] = TagOf(match) is null,
            ["isFile"] = FileOf(match) is not null,
        };

    protected override Resolution.Found? Find(RepositoryWithRelease repository, LinkMatch match)
    {
        var file = FileOf(match);
        if ((repository.Release ?? repository.LatestRelease) is not { } release)
            return file is null && repository.Ref is { } tag ? Tag.Found(repository, tag) : null;
        if (file is not null && release.File?.Nodes?.OfType<Asset>().Any(asset => asset.Name == file) is not true)
            return null;

        var found = repository.Found(PreviewOf(repository, release), ResourcesOf(release, TagOf(match)));
        // Who may write to the repository sees drafts.
        return release.IsDraft ? found with { Audience = Audience.Account } : found;
    }

    private static string? TagOf(LinkMatch match) => match.Optional("tag") is null ? null : match.Decoded("tag");

    private static string? FileOf(LinkMatch match) => match.Optional("file") is null ? null : match.Decoded("file");

    private static IEnumerable<string> ResourcesOf(ReleaseNode release, string? tag) =>
        [
            GitHubResources.Release(release.TagName),
            GitHubResources.Ref(release.TagName),
            // Any that is published can become the latest one, and any that is the latest can cease to be it.
            .. tag is null || release is { IsDraft: false, IsPrerelease: false }
                ? [GitHubResources.LatestRelease]
                : Array.Empty<string>(),
        ];

    private static Preview PreviewOf(RepositoryNode repository, ReleaseNode release)
    {
        var file = release.File?.Nodes is [var named, ..] ? named : null;
        var (status, icon) = StateOf(release);
        return new Preview
        {
            Title = file?.Name ?? (string.IsNullOrWhiteSpace(release.Name) ? release.TagName : release.Name),
            Identifier = $"{repository.NameWithOwner}@{release.TagName}",
            Icon = new PreviewImage.Own(icon),
            Status = status,
            // A release of an app has no author here: GitHub's type of it is a user.
            Author = release.Author is { } author ? Actor.PersonOf(author) : null,
            Body = release.DescriptionHtml is { } html
                ? HtmlText.FromHtml(html)
                : HtmlText.FromMarkdown(release.Description),
            Fields = PreviewFields.Of(
                PreviewFields.Text("size", "Size", file is null ? null : PreviewFields.FormatBytes(file.Size)),
                PreviewFields.Text("assets", "Assets", file is null ? AssetsOf(release) : null),
                PreviewFields.Text("downloads", "Downloads", DownloadsOf(release, file)),
                PreviewFields.Text("commit", "Commit", release.TagCommit?.AbbreviatedOid),
                PreviewFields.Text(
                    "signature",
                    "Signature",
                    release.TagCommit?.Signature is { IsValid: true } ? "Verified" : null
                ),
                PreviewFields.Text(
                    "contributors",
                    "Contributors",
                    PreviewFields.FormatCount(release.Mentions?.TotalCount, "contributor", "contributors")
                ),
                PreviewFields.Text(
                    "reactions",
                    "Reactions",
                    PreviewFields.FormatCount(release.Reactions?.TotalCount, "reaction", "reactions")
                ),
                PreviewFields.Moment("created_at", "Published", release.PublishedAt)
            ),
            Facts = new Facts { Created = release.CreatedAt, Updated = release.UpdatedAt },
        };
    }

    private static (Choice? Status, string Icon) StateOf(ReleaseNode release) =>
        release switch
        {
            { IsDraft: true } => (new("Draft", GitHubColors.Gray), "release-draft"),
            { IsPrerelease: true } => (new("Pre-release", GitHubColors.Yellow), "release-pre"),
            { IsLatest: true } => (new("Latest", GitHubColors.Green), "release-latest"),
            _ => (null, "release"),
        };

    private static string? AssetsOf(ReleaseNode release) =>
        PreviewFields.FormatCount(release.ReleaseAssets?.TotalCount, "asset", "assets");

    private static string? DownloadsOf(ReleaseNode release, Asset? file)
    {
        var counts =
            release.ReleaseAssets?.Nodes?.OfType<AssetCount>().Select(asset => (long)asset.DownloadCount).ToArray()
            ?? [];
        long? total = counts.Length == release.ReleaseAssets?.TotalCount ? counts.Sum() : null;
        return PreviewFields.FormatCount(file is null ? total : file.DownloadCount, "download", "downloads");
    }

    internal sealed record RepositoryWithRelease(
        long? DatabaseId,
        string NameWithOwner,
        string Visibility,
        ReleaseNode? Release = null,
        ReleaseNode? LatestRelease = null,
        Tag.Ref? Ref = null
    ) : RepositoryNode(DatabaseId, NameWithOwner, Visibility);

    internal sealed record ReleaseNode(
        string TagName,
        bool IsDraft,
        bool IsPrerelease,
        bool IsLatest,
        string? Name = null,
        DateTimeOffset? CreatedAt = null,
        DateTimeOffset? PublishedAt = null,
        DateTimeOffset? UpdatedAt = null,
        [property: JsonPropertyName("descriptionHTML")] string? DescriptionHtml = null,
        string? Description = null,
        Actor? Author = null,
        TaggedCommit? TagCommit = null,
        ConnectionCount? Mentions = null,
        ConnectionCount? Reactions = null,
        AssetConnection? ReleaseAssets = null,
        FileConnection? File = null
    );

    internal sealed record TaggedCommit(string Oid, string AbbreviatedOid, Signature? Signature = null);

    internal sealed record AssetConnection(int TotalCount = 0, IReadOnlyList<AssetCount?>? Nodes = null);

    internal sealed record AssetCount(int DownloadCount);

    internal sealed record FileConnection(IReadOnlyList<Asset?>? Nodes = null);

    internal sealed record Asset(string Name, int Size, int DownloadCount);

    [JsonSourceGenerationOptions(
        Converters = [typeof(MomentConverter)],
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true
    )]
    [JsonSerializable(typeof(GraphQLResponse<RepositoryData<RepositoryWithRelease>>))]
    private sealed partial class ReleaseJson : JsonSerializerContext;
}
