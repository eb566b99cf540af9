namespace Unfurl.Server.Previews;

/// <summary>Invalidates in all replicas at once: here, in Redis, and in the memory of the others.</summary>
internal sealed class Invalidator(Invalidations invalidations, ISharedLevel shared)
{
    /// <summary>
    /// Whether this process hears of what others invalidate. When not, what is remembered has to be checked again after
    /// <see cref="Unheard"/>.
    /// </summary>
    public bool HearsOthers => shared.HearsOthers;

    /// <summary>How long something may be remembered that others may have ended unheard.</summary>
    public static readonly TimeSpan Unheard = TimeSpan.FromSeconds(1);

    public void Invalidate(InvalidationTag tag, Standing standing)
    {
        invalidations.Set(tag, standing);
        shared.Invalidate(tag, standing);
    }
}
