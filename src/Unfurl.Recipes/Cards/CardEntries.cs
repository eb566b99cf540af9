namespace Unfurl.Recipes.Cards;

/// <summary>What a recipe's card names, and whether a preview has it.</summary>
internal static class CardEntries
{
    private static readonly IReadOnlyList<(
        string Name,
        Func<RecipeCard, object?> Rule,
        Func<Preview, object?> Value
    )> Known =
    [
        ("identifier", card => card.Identifier, preview => preview.Identifier),
        ("status", card => card.Status, preview => preview.Status),
        ("body", card => card.Body, preview => preview.Body),
        ("author", card => card.Author, preview => preview.Author),
        ("kind", card => card.Kind, preview => preview.Facts.Kind),
        ("priority", card => card.Priority, preview => preview.Facts.Priority),
        ("progress", card => card.Progress, preview => preview.Facts.Progress),
        ("due", card => card.Due, preview => preview.Facts.Due),
        ("start", card => card.Start, preview => preview.Facts.Start),
        ("assignees", card => card.Assignees, preview => preview.Facts.Assignees is [var first, ..] ? first : null),
        ("comments", card => card.Comments, preview => preview.Facts.Comments),
        ("labels", card => card.Labels, preview => preview.Facts.Labels is [var first, ..] ? first : null),
        ("milestone", card => card.Milestone, preview => preview.Facts.Milestone),
        ("created", card => card.Created, preview => preview.Facts.Created),
        ("updated", card => card.Updated, preview => preview.Facts.Updated),
        ("closed", card => card.Closed, preview => preview.Facts.Closed),
    ];

    /// <returns>What none of the previews has: its pick may have a mistake.</returns>
    public static IEnumerable<string> MissingIn(RecipeCard card, IReadOnlyCollection<Preview> previews) =>
        Known
            .Where(entry => entry.Rule(card) is not null && previews.All(preview => entry.Value(preview) is null))
            .Select(entry => entry.Name)
            .Concat(
                card.Fields.Where(field => previews.All(preview => preview.Fields.All(it => it.Id != field.Id)))
                    .Select(field => field.Name)
            );
}
