using System.Text;
using Unfurl.Notion.Databases;
using Unfurl.Server.Previews;

namespace Unfurl.Server.Notion.Enrich.Reading;

/// <summary>What a row of Notion's answer means to an enrichment.</summary>
internal static class RowContent
{
    public static string PageIdOf(Row row) => Plain(row.Id);

    /// <summary>
    /// Whether a row is still one of the enrichment's. It may have been moved, and the copy of a database has columns of the same ids.
    /// </summary>
    public static bool IsOf(Row row, Mapping mapping) =>
        row.DataSourceId is null || Plain(row.DataSourceId) == Plain(mapping.DataSourceId);

    /// <summary>With and without hyphens, an id is the same.</summary>
    public static string Plain(string id) => id.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>The first link of a configured provider.</summary>
    public static MatchedLink? FindLink(Row row, Mapping mapping, PreviewService previews)
    {
        if (!row.Cells.TryGetValue(mapping.LinkColumnId, out var cell))
            return null;
        foreach (var text in RowLinks.Find(cell))
        {
            if (Link.TryParse(text, out var link) && previews.Match(link) is { } matched)
                return matched;
        }
        return null;
    }

    /// <summary>A hash of the link and of all that the enrichment writes: equal while nobody has changed the row.</summary>
    public static long HashOf(Row row, Enrichment enrichment)
    {
        var text = new StringBuilder();
        text.Append(enrichment.Version).Append('\n');
        foreach (var column in enrichment.Columns.Order(StringComparer.Ordinal))
        {
            text.Append(column).Append('\t');
            if (row.Cells.TryGetValue(column, out var cell))
                text.Append(cell.Type).Append('\t').Append(cell.Canonical.Length).Append('\t').Append(cell.Canonical);
            text.Append('\n');
        }
        if (enrichment.Mapping.SetsIcon && row.Icon is { } icon)
            text.Append(icon.GetRawText());
        return RowPlan.Hash(text.ToString());
    }
}
