using System.Collections.Frozen;
using System.Globalization;

namespace Unfurl.Notion.Attributes;

/// <summary>The fields of a card: the adapter's own between those that its <see cref="Facts"/> make.</summary>
internal static class FactFields
{
    private const int MaxNames = 5;

    private static readonly FrozenSet<string> Ids = FrozenSet.Create(
        StringComparer.Ordinal,
        "kind",
        "priority",
        "progress",
        "due",
        "start",
        "assignees",
        "comments",
        "labels",
        "milestone",
        "created_at",
        "updated_at",
        "closed_at"
    );

    // Adapters may be compiled without null checks.
    public static List<Field> Around(Facts? facts, IReadOnlyList<Field?>? own)
    {
        facts ??= new Facts();
        own ??= [];
        var fields = new List<Field>(own.Count + Ids.Count);
        Add("kind", "Kind", OneOf(facts.Kind), FieldLine.Primary);
        Add("priority", "Priority", OneOf(facts.Priority), FieldLine.Primary);
        Add("progress", "Progress", Text(TextOf(facts.Progress)), FieldLine.Primary);
        Add("due", "Due", Day(facts.Due), FieldLine.Primary);
        foreach (var field in own)
        {
            if (field is not null && !Ids.Contains(field.Id ?? ""))
                fields.Add(field);
        }
        Add("start", "Start", Day(facts.Start));
        Add("assignees", "Assignees", Text(AssigneesOf(facts)));
        Add("comments", "Comments", Text(CommentsOf(facts.Comments)));
        Add("labels", "Labels", Text(NamesOf(facts.Labels ?? [], facts.MoreLabels)));
        Add("milestone", "Milestone", Text(facts.Milestone));
        Add("created_at", "Created", Moment(facts.Created));
        Add("updated_at", "Updated", Moment(facts.Closed is null ? facts.Updated : null));
        Add("closed_at", "Closed", Moment(facts.Closed));
        return fields;

        // The adapter's own words for a fact go first.
        void Add(string id, string name, FieldValue? value, FieldLine line = FieldLine.Secondary)
        {
            foreach (var field in own)
            {
                if (field?.Value is not null && field.Id == id)
                {
                    fields.Add(field);
                    return;
                }
            }
            if (value is not null)
                fields.Add(new(id, name, value, line));
        }
    }

    private static FieldValue.OneOf? OneOf(Choice? choice) => choice is null ? null : new(choice);

    private static FieldValue.Text? Text(string? text) => text is null ? null : new(text);

    private static FieldValue.Day? Day(DateOnly? day) => day is { } value ? new(value) : null;

    private static FieldValue.Moment? Moment(DateTimeOffset? moment) => moment is { } value ? new(value) : null;

    private static string? TextOf(Progress? progress) =>
        progress is null ? null
        : string.IsNullOrWhiteSpace(progress.Text)
            ? string.Create(CultureInfo.InvariantCulture, $"{progress.Share * 100:0}%")
        : progress.Text;

    private static string? AssigneesOf(Facts facts) =>
        NamesOf((facts.Assignees ?? []).Select(person => person?.Name), facts.MoreAssignees) is { } names
            ? $"Assigned to {names}"
            : null;

    private static string? CommentsOf(long? count) =>
        count switch
        {
            null or <= 0 => null,
            1 => "1 comment",
            { } several => string.Create(CultureInfo.InvariantCulture, $"{several:N0} comments"),
        };

    // E.g. "a, b and 3 more"; null for none.
    private static string? NamesOf(IEnumerable<string?> names, int more)
    {
        string[] visible = [.. names.Select(PlainText.Line).OfType<string>()];
        var shown = string.Join(", ", visible.Take(MaxNames));
        var others = Math.Max(0L, visible.Length - MaxNames) + Math.Max(0, more);
        return visible is [] ? null
            : others > 0 ? string.Create(CultureInfo.InvariantCulture, $"{shown} and {others:N0} more")
            : shown;
    }
}
