namespace Unfurl.Server.Previews;

/// <summary>Invalidates in all replicas at once: here, and by level 2 in the others.</summary>
internal sealed class Invalidator(Invalidations invalidations, ISharedLevel shared)
{
    /// <summary>
    /// Whether this process hears of what others invalidate. When not, what is remembered has to be checked again after
    /// <see cref="Unheard"/>.
    /// </summary>
    public bool HearsOthers => shared.HearsOthers;

    /// <summary>How long something may be remembered that others may have ended unheard.</summary>
    public static readonly TimeSpan Unheard = TimeSpan.FromSeconds(1);

    /// <summary>What carries a tag must not be shown any more.</summary>
    /// <returns>Whether all replicas will know, also when this process ends now.</returns>
    public Task<bool> PurgeAsync(params IReadOnlyList<InvalidationTag> tags) =>
        InvalidateAsync(tags, Standing.Purged, tag => new Invalidation.Purge(tag));

    /// <summary>What carries a tag may have changed.</summary>
    /// <returns>Whether all replicas will know, also when this process ends now.</returns>
    public Task<bool> ExpireAsync(params IReadOnlyList<InvalidationTag> tags) =>
        InvalidateAsync(tags, Standing.Expired, tag => new Invalidation.Expire(tag));

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
