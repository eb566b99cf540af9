namespace Unfurl.Notion.Databases;

/// <summary>
/// Ids of columns: the API writes <c>fk%5EY</c> for <c>fk^Y</c>, in webhooks too. Stored and compared is the decoded id.
/// </summary>
public static class PropertyId
{
    // Once only: the decoded id may hold a percent sign of its own.
    public static string Decode(string delivered) =>
        delivered.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(delivered) : delivered;
}
