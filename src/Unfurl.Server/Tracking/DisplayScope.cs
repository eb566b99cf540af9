namespace Unfurl.Server.Tracking;

/// <summary>Selects the displays to refresh.</summary>
internal static class DisplayScope
{
    /// <summary>All displays of a resource.</summary>
    public const string Resource = "resource";

    /// <summary>All displays of an account.</summary>
    public const string Account = "account";

    /// <summary>All displays of a link, by its normal form.</summary>
    public const string Link = "link";
}
