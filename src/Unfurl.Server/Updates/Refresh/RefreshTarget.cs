using Unfurl.Server.Tracking;

namespace Unfurl.Server.Updates.Refresh;

/// <summary>The displays in a scope, to be refreshed.</summary>
/// <param name="Scope">A constant of <see cref="DisplayScope"/>.</param>
/// <param name="Name">A resource's name, an account's id or a link, depending on the scope; empty for the provider.</param>
/// <param name="Kind">A constant of <see cref="RefreshKind"/>.</param>
internal sealed record RefreshTarget(string Scope, string Name, string Kind)
{
    public static RefreshTarget Expire(Resource resource) =>
        new(DisplayScope.Resource, resource.Name, RefreshKind.Expire);

    public static RefreshTarget Purge(Resource resource) =>
        new(DisplayScope.Resource, resource.Name, RefreshKind.Purge);

    public static RefreshTarget Poll(string link) => new(DisplayScope.Link, link, RefreshKind.Poll);

    /// <summary>For a link whose displayed state is unknown.</summary>
    public static RefreshTarget RefreshLink(string link) => new(DisplayScope.Link, link, RefreshKind.Expire);

    public static RefreshTarget PurgeProvider() => new(DisplayScope.Provider, "", RefreshKind.Purge);

    public static RefreshTarget PurgeAccount(string accountId) =>
        new(DisplayScope.Account, accountId, RefreshKind.Purge);
}

/// <summary>What may be shown until the refresh completes.</summary>
internal static class RefreshKind
{
    /// <summary>A regular poll. A failed poll is not retried before the next one.</summary>
    public const string Poll = "look";

    /// <summary>Stale entries may be shown while the provider is slow or unavailable.</summary>
    public const string Expire = "expire";

    /// <summary>Access may have been revoked. Cached entries must not be shown.</summary>
    public const string Purge = "purge";
}
