namespace Unfurl.GitHub.Cards;

/// <summary>A card of one or two lines: title, state, branch and changed lines, and whether the repository is private.</summary>
internal static class CompactCard
{
    private static readonly string[] FieldIds = ["branch", "changes", "commits", "visibility"];

    public static Preview Of(Preview full) =>
        new()
        {
            Title = full.Title,
            Identifier = full.Identifier,
            Icon = full.Icon,
            Status = full.Status,
            Fields = [.. full.Fields.Where(field => FieldIds.Contains(field.Id))],
        };
}
