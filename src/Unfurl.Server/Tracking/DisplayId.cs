using Unfurl.Server.Storage;

namespace Unfurl.Server.Tracking;

/// <summary>Identifies a display: one place on a surface where a link is shown.</summary>
internal readonly record struct DisplayId(string Surface, string Id)
{
    public const string Notion = "notion";
    public const string Database = "database";

    /// <summary>A link preview in Notion.</summary>
    /// <param name="grantId">Through which it is shown.</param>
    /// <param name="uri">In the spelling that Notion sent.</param>
    public static DisplayId OfPreview(string grantId, string uri) =>
        new(Notion, $"{grantId}:{SecretProtector.Hash(uri)}");

    /// <summary>A row of a Notion database.</summary>
    public static DisplayId OfRow(string enrichmentId, string pageId) => new(Database, $"{enrichmentId}:{pageId}");
}
