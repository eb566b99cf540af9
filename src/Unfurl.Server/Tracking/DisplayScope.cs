namespace Unfurl.Server.Tracking;

/// <summary>Selects the displays to refresh. The values are stored in the database.</summary>
internal static class DisplayScope
{
    public const string Resource = "resource";

    /// <summary>All displays of the provider instance.</summary>
    public const string Provider = "provider";

    public const string Account = "account";

    /// <summary>The link's normal form.</summary>
    public const string Link = "link";
}
