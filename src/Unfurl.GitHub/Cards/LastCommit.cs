using Unfurl.Html;

namespace Unfurl.GitHub.Cards;

/// <summary>The commit that changed a file, folder or branch last.</summary>
internal sealed record LastCommit(
    string AbbreviatedOid,
    string MessageHeadline,
    DateTimeOffset? CommittedDate = null,
    GitActor? Author = null
)
{
    public const string Fragment = $$"""
        fragment LastCommitFields on Commit {
          abbreviatedOid
          messageHeadline
          committedDate
          author {
            ...GitActorFields
          }
        }
        """;

    // E.g. "6dcb09b Add a cache".
    public string Line => $"{AbbreviatedOid} {EmojiShortcodes.Replace(MessageHeadline)}";

    public static Preview AddTo(Preview preview, LastCommit? commit) =>
        commit is null
            ? preview
            : preview with
            {
                Author = GitActor.PersonOf(commit.Author),
                Fields = PreviewFields.Of([
                    .. preview.Fields,
                    PreviewFields.Text("last_commit", "Last commit", commit.Line),
                ]),
                Facts = preview.Facts with { Updated = commit.CommittedDate },
            };
}

internal sealed record CommitHistory(IReadOnlyList<LastCommit?>? Nodes = null)
{
    public LastCommit? Newest => Nodes is [var newest, ..] ? newest : null;
}
