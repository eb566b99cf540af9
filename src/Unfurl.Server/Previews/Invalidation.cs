namespace Unfurl.Server.Previews;

/// <summary>Something that ends entries, as replicas tell each other.</summary>
internal abstract record Invalidation
{
    /// <summary>What carries the tag must not be shown any more.</summary>
    public sealed record Purge(InvalidationTag Tag) : Invalidation;

    /// <summary>What carries the tag may have changed.</summary>
    public sealed record Expire(InvalidationTag Tag) : Invalidation;

    /// <summary>A copy must not be shown any more, nor what is asked already and would become it.</summary>
    public sealed record End(CopyKey Key) : Invalidation;

    /// <summary>What it leaves of an entry.</summary>
    /// <param name="key">Where the entry is kept.</param>
    /// <param name="tags">What the entry can be invalidated by.</param>
    public Standing StandingOf(CopyKey key, IReadOnlyList<InvalidationTag> tags) =>
        this switch
        {
            Purge(var tag) when tags.Contains(tag) => Standing.Purged,
            End(var ended) when ended == key => Standing.Purged,
            Expire(var tag) when tags.Contains(tag) => Standing.Expired,
            _ => Standing.Valid,
        };
}
