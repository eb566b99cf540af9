using Unfurl.Server.Notion.Enrich;

namespace Unfurl.Server.Pages.Databases;

/// <summary>The addresses of the pages of databases.</summary>
internal static class DatabasePaths
{
    public const string All = "/databases";

    public static string Add(string connection) => $"{All}/add/{Uri.EscapeDataString(connection)}";

    public static string Webhook(string connection) => $"{All}/webhook/{Uri.EscapeDataString(connection)}";

    public static string Form(string connection, string source) =>
        $"{All}/form/{Uri.EscapeDataString(connection)}/{Uri.EscapeDataString(source)}";

    public static string Change(Enrichment enrichment) =>
        $"{Form(enrichment.Connection, enrichment.Mapping.DataSourceId)}?name={Uri.EscapeDataString(enrichment.Name)}";

    // A file may give names that are no part of a path, such as ".." or "a/b".
    public static string Of(Enrichment enrichment) =>
        $"{All}/{(IsPlain(enrichment.Name) ? Uri.EscapeDataString(enrichment.Name) : enrichment.Id)}";

    private static bool IsPlain(string name) =>
        name.Length > 0
        && char.IsLetterOrDigit(name[0])
        && char.IsLetterOrDigit(name[^1])
        && name.All(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_' or '.');
}
