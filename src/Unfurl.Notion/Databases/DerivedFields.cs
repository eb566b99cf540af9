using System.Globalization;

namespace Unfurl.Notion.Databases;

/// <summary>
/// Values that people keep in columns of their own and cards hold as a part of another value: the repository of
/// <c>acme/app#12</c>, both branches of <c>feature → main</c>. An adapter's own field of the name goes first.
/// </summary>
internal static class DerivedFields
{
    private const string Arrow = " \u2192 ";

    public static IReadOnlyList<CardField> All { get; } =
    [
        new("merged_at", CardFieldKind.Moment, "Merged", ColumnTypes.Date),
        new("draft", CardFieldKind.Flag, "Draft", ColumnTypes.Checkbox),
        new("number", CardFieldKind.Number, "Number", ColumnTypes.Number),
        new("repository", CardFieldKind.Text, "Repository", ColumnTypes.Select),
        new("base_branch", CardFieldKind.Text, "Base Branch", ColumnTypes.RichText),
        new("head_branch", CardFieldKind.Text, "Head Branch", ColumnTypes.RichText),
    ];

    public static CardValue? Of(Preview preview, string field) =>
        field switch
        {
            "merged_at" => Is(preview, "Merged") ? CardFields.Of(preview, "closed_at") : null,
            "draft" => CardFields.Of(preview, "status") is null ? null : new CardValue.Flag(Is(preview, "Draft")),
            "number" => NumberOf(preview),
            "repository" => TextOf(IdentifierParts(preview)?.Name),
            "base_branch" => TextOf(Branches(preview)?.Base),
            "head_branch" => TextOf(Branches(preview)?.Head),
            _ => null,
        };

    private static bool Is(Preview preview, string word) =>
        CardFields.Of(preview, "status") is CardValue.Choice status
        && status.Word.Equals(word, StringComparison.OrdinalIgnoreCase);

    private static CardValue.Number? NumberOf(Preview preview) =>
        IdentifierParts(preview) is { Mark: '#', Tail: var tail }
        && int.TryParse(tail, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new(number, tail)
            : null;

    private static CardValue.Text? TextOf(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : new CardValue.Text(text.Trim());

    // "acme/app#12", "acme/app@v1.0", "acme/app".
    private static (string Name, char Mark, string Tail)? IdentifierParts(Preview preview)
    {
        if (CardFields.Of(preview, "identifier") is not CardValue.Text { Value: var text })
            return null;
        var mark = text.IndexOfAny(['#', '@', '!']);
        var name = mark < 0 ? text : text[..mark];
        return name.Contains('/', StringComparison.Ordinal) && !name.Contains(' ', StringComparison.Ordinal)
            ? (name, mark < 0 ? '\0' : text[mark], mark < 0 ? "" : text[(mark + 1)..])
            : null;
    }

    private static (string Head, string Base)? Branches(Preview preview) =>
        CardFields.OfOwn(preview, "branch") is CardValue.Text { Value: var text }
        && text.Split(Arrow) is [var head, var @base]
            ? (head, @base)
            : null;
}
