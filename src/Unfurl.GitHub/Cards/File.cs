namespace Unfurl.GitHub.Cards;

/// <summary>A file, or lines of it.</summary>
internal static class File
{
    // https://docs.github.com/en/graphql/reference/objects#blob. A file can be larger than a response may be.
    public const string Fragment = """
        fragment BlobFields on GitObject {
          ... on Blob {
            byteSize
            isBinary
            isTruncated
            text # optional, else byteSize
          }
        }
        """;

    private static readonly string[] PictureExtensions = [".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg"];

    public static Resolution.Found Found(
        RepositoryNode repository,
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
                !isPointer && IsPicture(place.Path) && RawUrlOf(repository, place) is { } url
                    ? new Media(MediaKind.Image, url)
                    : null,
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

    // Of a picture that everyone may fetch. Other hosts than github.com have no such address.
    private static Uri? RawUrlOf(RepositoryNode repository, RefPath place) =>
        repository.IsPublic
            ? new(
                $"https://raw.githubusercontent.com/{repository.NameWithOwner}/{Escaped(place.Ref)}/{Escaped(place.Path)}"
            )
            : null;

    private static string Escaped(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    internal sealed record Blob(long ByteSize, bool? IsBinary = null, bool IsTruncated = false, string? Text = null)
        : GitObject;

    internal sealed record InCommit(int? LineCount = null, Language? Language = null);

    internal sealed record Language(string Name);
}
