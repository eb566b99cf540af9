using Unfurl.Server.Tracking;

namespace Unfurl.Server.Updates;

/// <summary>Something to ask about again.</summary>
/// <param name="Scope">What <paramref name="Name"/> is the name of: a constant of <see cref="DisplayScope"/>.</param>
/// <param name="Name">A resource's name, or an account's id.</param>
/// <param name="Kind">How urgent it is: a constant of <see cref="RefreshKind"/>.</param>
internal sealed record QueuedRefreshJob(string Scope, string Name, string Kind)
{
    public static QueuedRefreshJob Expire(Resource resource) =>
        new(DisplayScope.Resource, resource.Name, RefreshKind.Expire);

    public static QueuedRefreshJob Purge(Resource resource) =>
        new(DisplayScope.Resource, resource.Name, RefreshKind.Purge);

    public static QueuedRefreshJob Poll(string link) => new(DisplayScope.Link, link, RefreshKind.Poll);

    /// <summary>Nobody knows which of two states Notion took last.</summary>
    public static QueuedRefreshJob RefreshLink(string link) => new(DisplayScope.Link, link, RefreshKind.Expire);

    public static QueuedRefreshJob PurgeAccount(string accountId) =>
        new(DisplayScope.Account, accountId, RefreshKind.Purge);
}

/// <summary>What may be shown until a refresh is done.</summary>
internal static class RefreshKind
{
    /// <summary>It is looked at now and then: what fails is left for the next time.</summary>
    public const string Poll = "look";

    /// <summary>It may have changed: an older copy may be shown while the provider is slow or down.</summary>
    public const string Expire = "expire";

    /// <summary>Access may be lost: no copy may be shown.</summary>
    public const string Purge = "purge";
}
