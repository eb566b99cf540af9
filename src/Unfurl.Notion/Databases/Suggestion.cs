namespace Unfurl.Notion.Databases;

/// <summary>A mapping guessed from the columns of a data source.</summary>
/// <param name="Mapping">Null if no column for links was found.</param>
/// <param name="Unmatched">The writable columns that nothing is written to.</param>
public sealed record Suggestion(Mapping? Mapping, IReadOnlyList<Column> Unmatched)
{
    public static Suggestion For(DataSource schema) => throw new NotImplementedException();
}
