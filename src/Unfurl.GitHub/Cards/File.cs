using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Unfurl.GitHub.Cards;

/// <summary>A file, or lines of it, on a branch, at a tag or at a commit.</summary>
internal sealed partial class File()
    : RepositoryPartKind<File.RepositoryWithFile>(FileJson.Default.GraphQLResponseRepositoryDataRepositoryWithFile)
{
    // https://docs.github.com/en/graphql/reference/objects#blob. A file can be larger than a response may be. What changed
    // it last, and in which language it is, takes longer to find out than its text.
    private static readonly GraphQLDocument Query = new(
        $$"""
        query File($owner: String!, $name: String!, {{RefPath.ForEach("$ref_N: String!, $path_N: String!, $expression_N: String!, $isReading_N: Boolean!", ", ")}}) {
          repository(owner: $owner, name: $name) {
            ...RepositoryFields
        {{RefPath.ForEach(
            """
                object_N: object(expression: $expression_N) @include(if: $isReading_N) {
                  ...BlobFields
                }
                commit_N: object(expression: $ref_N) @include(if: $isReading_N) {
                  ... on Commit {
                    oid
                    history(first: 1, path: $path_N) {
                      nodes {
                        ...LastCommitFields
                      }
                    }
                    file(path: $path_N) {
                      name
                      lineCount # optional
                      language { # optional
                        name
                      }
                    }
                  }
                }
            """
        )}}
          }
        }
        fragment BlobFields on GitObject {
          __typename
          ... on Blob {
            byteSize
            isBinary
            isTruncated
            text # optional, else byteSize
          }
        }
        {{LastCommit.Fragment}}
        {{GitActor.Fragment}}
        {{RepositoryNode.Fragment}}
        """
    );

    private static readonly string[] PictureExtensions = [".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg"];

    public override IReadOnlyList<LinkPattern> Patterns { get; } =
    [
        new(
            "File",
            $"{RepositoryLink.Template}/{{view:blob|blame|raw}}/{{start}}/{{*rest}}",
            "/octocat/Hello-World/blob/feature/cache/src/Cache.cs",
            RepositoryLink.Reserved
        ),
    ];

    public override string Permission => "Contents";

    protected override GraphQLDocument Document => Query;

    // The lines go first, because a path may hold anything.
    public override string KeyOf(LinkMatch match) =>
        $"{RepositoryLink.Of(match).Key}/blob{(LinesOf(match) is { } lines ? $"#{lines}" : "")}/{TextOf(match)}";

    protected override JsonObject VariablesOf(LinkMatch match) => RefPath.VariablesOf(ReadingsOf(match));

    protected override Resolution.Found? Find(RepositoryWithFile repository, LinkMatch match)
    {
        var readings = ReadingsOf(match);
        for (var i = 0; i < readings.Count; i++)
        {
            if (repository.Objects[i] is Blob blob)
                return Found(repository, readings[i], blob, repository.Commits[i], LinesOf(match));
        }
        return null;
    }

    private static IReadOnlyList<RefPath> ReadingsOf(LinkMatch match) =>
        RefPath.Readings(TextOf(match), isPathOptional: false);

    // A branch and a path, in at least two segments.
    private static string TextOf(LinkMatch match) => $"{match.Decoded("start")}/{match.Decoded("rest")}";

    private static LineRange? LinesOf(LinkMatch match) => LineRange.Of(match.Link.Fragment);

    private static Resolution.Found Found(
        RepositoryWithFile repository,
        RefPath place,
        Blob blob,
        ContainingCommit? commit,
        LineRange? lines
    )
    {
        // The text of a pointer and its size say nothing about the file.
        var isPointer = FileText.IsLfsPointer(blob.Text);
        var preview = new Preview
        {
            Title = place.Path,
            Identifier = $"{repository.NameWithOwner}@{place.ShortRef}",
            Icon = new PreviewImage.Own("file"),
            Body = blob.Text is { } text && !isPointer ? FileText.Of(place.Path, text, lines) : null,
            Media =
                repository.RawUrlOf(place) is { } url && IsPicture(place.Path) ? new Media(MediaKind.Image, url) : null,
            Fields = isPointer
                ? []
                : PreviewFields.Of(
                    PreviewFields.Text("language", "Language", commit?.File?.Language?.Name),
                    PreviewFields.Text(
                        "lines",
                        "Lines",
                        PreviewFields.FormatCount(commit?.File?.LineCount, "line", "lines")
                    ),
                    PreviewFields.Text("size", "Size", PreviewFields.FormatBytes(blob.ByteSize))
                ),
            Facts = new Facts { Kind = new Choice(KindOf(blob, lines), GitHubColors.Gray) },
        };
        return repository.Found(
            LastCommit.AddTo(preview, commit?.History?.Newest),
            // What is in a commit never changes.
            place.IsCommit
                ? []
                : [GitHubResources.Ref(place.Ref)]
        );
    }

    private static string KindOf(Blob blob, LineRange? lines) =>
        blob switch
        {
            { IsBinary: true } => "Binary file",
            { Text: { } text } when FileText.IsLfsPointer(text) => "Stored with Git LFS",
            { Text: { } text } when lines?.In(text) is not null => $"{lines}",
            _ => "File",
        };

    private static bool IsPicture(string path) =>
        PictureExtensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    internal sealed record RepositoryWithFile(
        long? DatabaseId,
        string NameWithOwner,
        string Visibility,
        GitObject? Object1 = null,
        GitObject? Object2 = null,
        GitObject? Object3 = null,
        GitObject? Object4 = null,
        ContainingCommit? Commit1 = null,
        ContainingCommit? Commit2 = null,
        ContainingCommit? Commit3 = null,
        ContainingCommit? Commit4 = null
    ) : RepositoryNode(DatabaseId, NameWithOwner, Visibility)
    {
        // Of a picture that everyone may fetch. Other hosts than github.com have no such address.
        public Uri? RawUrlOf(RefPath place) =>
            IsPublic
                ? new($"https://raw.githubusercontent.com/{NameWithOwner}/{Escaped(place.Ref)}/{Escaped(place.Path)}")
                : null;

        private static string Escaped(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

        [JsonIgnore]
        public GitObject?[] Objects => [Object1, Object2, Object3, Object4];

        [JsonIgnore]
        public ContainingCommit?[] Commits => [Commit1, Commit2, Commit3, Commit4];
    }

    [JsonPolymorphic(TypeDiscriminatorPropertyName = "__typename", IgnoreUnrecognizedTypeDiscriminators = true)]
    [JsonDerivedType(typeof(Blob), "Blob")]
    internal record GitObject;

    internal sealed record Blob(long ByteSize, bool? IsBinary = null, bool IsTruncated = false, string? Text = null)
        : GitObject;

    internal sealed record ContainingCommit(CommitHistory? History = null, Entry? File = null);

    internal sealed record Entry(int? LineCount = null, Language? Language = null);

    internal sealed record Language(string Name);

    [JsonSourceGenerationOptions(
        Converters = [typeof(MomentConverter)],
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true
    )]
    [JsonSerializable(typeof(GraphQLResponse<RepositoryData<RepositoryWithFile>>))]
    private sealed partial class FileJson : JsonSerializerContext;
}
