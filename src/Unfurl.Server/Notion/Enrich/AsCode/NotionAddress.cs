using System.Text.RegularExpressions;

namespace Unfurl.Server.Notion.Enrich.AsCode;

/// <summary>Ids in Notion's addresses.</summary>
internal static partial class NotionAddress
{
    /// <summary>The id in an address of a page or database, or an id by itself, with or without hyphens.</summary>
    /// <returns>With hyphens; null if there is none.</returns>
    public static string? FindId(string text)
    {
        // The query names a view of the database.
        var path = text.Split('?', '#')[0].TrimEnd('/');
        return Id().Match(path) is { Success: true } match && Guid.TryParse(match.Value, out var id)
            ? id.ToString()
            : null;
    }

    // At the end of the path, after the title: https://www.notion.so/acme/Pull-requests-0123456789abcdef0123456789abcdef
    [GeneratedRegex(
        "[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{12}$",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Id();
}
