using System.Globalization;
using Unfurl.Notion.Attributes;

namespace Unfurl.Notion.Databases;

/// <summary>
/// The values of a card by the names of its fields. A name that is none of <see cref="All"/> means the field that an adapter
/// gave this id, e.g. <c>review</c>.
/// </summary>
public static class CardFields
{
    /// <summary>Says why a row has no card. Not a value of a card.</summary>
    public const string PreviewStatus = "preview_status";

    // As many as a row may hold of people or options.
    private const int MaxNames = 100;

    // What the cache keeps of a text.
    private const int MaxBody = 16_000;

    private static readonly DateTimeOffset Earliest = new(1, 1, 2, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The fields that cards have whatever tool they come from.</summary>
    public static IReadOnlyList<CardField> All { get; } =
    [
        new("title", CardFieldKind.Text, "Title", ColumnTypes.RichText),
        new("identifier", CardFieldKind.Text, "Key", ColumnTypes.RichText),
        new("status", CardFieldKind.Choice, "Status", ColumnTypes.Select),
        new("author", CardFieldKind.Person, "Author", ColumnTypes.RichText),
        new("assignees", CardFieldKind.People, "Assignees", ColumnTypes.MultiSelect),
        new("labels", CardFieldKind.Labels, "Labels", ColumnTypes.MultiSelect),
        new("milestone", CardFieldKind.Text, "Milestone", ColumnTypes.Select),
        new("kind", CardFieldKind.Choice, "Kind", ColumnTypes.Select),
        new("priority", CardFieldKind.Choice, "Priority", ColumnTypes.Select),
        new("progress", CardFieldKind.Number, "Progress", ColumnTypes.Number),
        new("due", CardFieldKind.Day, "Due", ColumnTypes.Date),
        new("start", CardFieldKind.Day, "Start", ColumnTypes.Date),
        new("comments", CardFieldKind.Number, "Comments", ColumnTypes.Number),
        new("created_at", CardFieldKind.Moment, "Created", ColumnTypes.Date),
        new("updated_at", CardFieldKind.Moment, "Updated", ColumnTypes.Date),
        new("closed_at", CardFieldKind.Moment, "Closed", ColumnTypes.Date),
        new("body", CardFieldKind.Text, "Description", ColumnTypes.RichText),
        new("media", CardFieldKind.File, "Media", ColumnTypes.Files),
        new(PreviewStatus, CardFieldKind.Text, "Preview status", ColumnTypes.RichText),
        .. DerivedFields.All,
    ];

    /// <summary>What is known of a field. An adapter's own may hold a text, a choice, a day or a moment.</summary>
    public static CardField Named(string field) =>
        All.FirstOrDefault(known => known.Name == field)
        ?? new CardField(field, CardFieldKind.Any, LabelOf(field), ColumnTypes.RichText);

    /// <summary>The value of a field; null for none. Texts have nothing invisible in them.</summary>
    // A fact has a type, so it goes before the adapter's words for it.
    public static CardValue? Of(Preview preview, string field)
    {
        if (field == PreviewStatus)
            return null;
        return OfPreview(preview, field)
            ?? OfFacts(preview.Facts ?? new Facts(), field)
            ?? OfOwn(preview, field)
            ?? DerivedFields.Of(preview, field);
    }

    private static CardValue? OfPreview(Preview preview, string field) =>
        field switch
        {
            "title" => Text(preview.Title),
            "identifier" => Text(preview.Identifier),
            "status" => Choice(preview.Status),
            "author" => Names([preview.Author], 0),
            "body" => PlainText.Clean(preview.Body, MaxBody, keepLines: true) is { } body
                ? new CardValue.Text(body)
                : null,
            "media" => preview.Media is { Url: { IsAbsoluteUri: true } url } media
                ? new CardValue.File(NameOf(media.Kind), url)
                : null,
            _ => null,
        };

    private static CardValue? OfFacts(Facts facts, string field) =>
        field switch
        {
            "kind" => Choice(facts.Kind),
            "priority" => Choice(facts.Priority),
            "progress" => facts.Progress is { } progress ? Number(progress) : null,
            "due" => Day(facts.Due),
            "start" => Day(facts.Start),
            "assignees" => Names(facts.Assignees, facts.MoreAssignees),
            "comments" => facts.Comments is { } comments
                ? new CardValue.Number(
                    Math.Max(0, comments),
                    Math.Max(0, comments).ToString(CultureInfo.InvariantCulture)
                )
                : null,
            "labels" => Names(
                facts.Labels?.Select(label => label is null ? null : new Person(label)),
                facts.MoreLabels
            ),
            "milestone" => Text(facts.Milestone),
            "created_at" => Moment(facts.Created),
            "updated_at" => Moment(facts.Updated),
            "closed_at" => Moment(facts.Closed),
            _ => null,
        };

    // Of two fields with the same id a card shows the first.
    internal static CardValue? OfOwn(Preview preview, string field) =>
        (preview.Fields ?? []).FirstOrDefault(own => own?.Value is not null && own.Id == field)?.Value switch
        {
            FieldValue.Text text => Text(text.Value),
            FieldValue.OneOf choice => Choice(choice.Value),
            FieldValue.Day day => new CardValue.Day(day.Value),
            FieldValue.Moment moment => Moment(moment.Value),
            _ => null,
        };

    private static CardValue.Text? Text(string? text) =>
        PlainText.Line(text) is { } line ? new CardValue.Text(line) : null;

    private static CardValue.Choice? Choice(Choice? choice) =>
        PlainText.Line(choice?.Word) is { } word ? new CardValue.Choice(word) : null;

    private static CardValue.Day? Day(DateOnly? day) => day is { } value ? new CardValue.Day(value) : null;

    // To the millisecond, as it is written.
    private static CardValue.Moment? Moment(DateTimeOffset? moment) =>
        moment is { } value ? new CardValue.Moment((value < Earliest ? Earliest : value).ToUniversalTime()) : null;

    private static CardValue.Names? Names(IEnumerable<Person?>? people, int more)
    {
        var names = (people ?? [])
            .Select(person => PlainText.Line(person?.Name) is { } name ? new CardName(name, person!.Email) : null)
            .OfType<CardName>()
            .ToList();
        var others = Math.Max(0L, names.Count - MaxNames) + Math.Max(0, more);
        return names.Count == 0 ? null : new([.. names.Take(MaxNames)], (int)Math.Min(int.MaxValue, others));
    }

    // A share has no more digits than anybody sees, so that it comes back as it was written.
    private static CardValue.Number Number(Progress progress) =>
        new(
            Math.Round(progress.Share, 4),
            PlainText.Line(progress.Text) ?? string.Create(CultureInfo.InvariantCulture, $"{progress.Share * 100:0}%")
        );

    private static string NameOf(MediaKind kind) =>
        kind switch
        {
            MediaKind.Video => "video",
            MediaKind.Audio => "audio",
            MediaKind.Html => "page",
            MediaKind.Pdf => "document.pdf",
            _ => "image",
        };

    // "merge_queue" is "Merge queue".
    private static string LabelOf(string field)
    {
        var words = field.Replace('_', ' ').Trim();
        return words.Length == 0 ? field : char.ToUpperInvariant(words[0]) + words[1..];
    }
}
