using Unfurl.Server.Connections;

namespace Unfurl.Server.Previews;

/// <summary>Invalidates in all replicas at once: here, and by level 2 in the others.</summary>
internal sealed class Invalidator(Invalidations invalidations, ISharedLevel shared) : IAccountEnded
{
    /// <summary>
    /// Whether this process hears of what others invalidate. When not, what is remembered has to be checked again after
    /// <see cref="Unheard"/>.
    /// </summary>
    public bool HearsOthers => shared.HearsOthers;

    /// <summary>How long something may be remembered that others may have ended unheard.</summary>
    public static readonly TimeSpan Unheard = TimeSpan.FromSeconds(1);

    /// <summary>Nobody may be shown any more what carries one of the tags.</summary>
    /// <returns>Whether all replicas will know, also when this process ends now.</returns>
    public Task<bool> PurgeAsync(params IReadOnlyList<InvalidationTag> tags) =>
        InvalidateAsync(tags, Standing.Purged, tag => new Invalidation.Purge(tag));

    /// <summary>What carries one of the tags may have changed: the provider is asked when it is next shown.</summary>
    /// <returns>Whether all replicas will know, also when this process ends now.</returns>
    public Task<bool> ExpireAsync(params IReadOnlyList<InvalidationTag> tags) =>
        InvalidateAsync(tags, Standing.Expired, tag => new Invalidation.Expire(tag));

    /// <inheritdoc/>
    public void CredentialsChanged(string accountId)
    {
        // Each copy is older than the change, and still what the provider showed that account.
    }

    /// <inheritdoc/>
    public void CredentialsRemoved(string accountId) => _ = PurgeAsync(InvalidationTag.OfAccount(accountId));

    private Task<bool> InvalidateAsync(
        IReadOnlyList<InvalidationTag> tags,
        Standing standing,
        Func<InvalidationTag, Invalidation> invalidation
    )
    {
        if (tags.Count == 0)
            return Task.FromResult(true);
        // Others first: what comes from them meanwhile is from before.
        var said = shared.SayAsync([.. tags.Select(invalidation)]);
        foreach (var tag in tags)
            invalidations.Set(tag, standing);
        return said;
    }
}
