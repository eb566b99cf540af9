namespace Unfurl.Server.Tracking;

/// <summary>Which displays are meant.</summary>
internal static class DisplayScope
{
    /// <summary>Whatever shows a resource.</summary>
    public const string Resource = "resource";

    /// <summary>Whatever is shown to an account.</summary>
    public const string Account = "account";

    /// <summary>Whatever shows a link, in its normal form.</summary>
    public const string Link = "link";
}
