namespace Unfurl.Server.Previews;

/// <summary>An entry of level 1. There may be a million, so it holds numbers rather than objects.</summary>
internal sealed class Kept
{
    /// <summary>What the entry takes besides its bytes: itself, the headers of its arrays, its places in the table and the queue.</summary>
    public const int Overhead = 310;

    private const int StandingBits = 2;

    /// <summary>The latest mark that was looked at, and how the entry stood then: in one number, so that nobody reads half of each.</summary>
    private long _checked;

    private bool _wasServed;

    public required Outcome Outcome { get; init; }

    /// <summary>The <c>operations</c> array as UTF-8 JSON.</summary>
    public required byte[] Operations { get; init; }

    /// <summary>Why there is no preview: a code for the log.</summary>
    public required string Reason { get; init; }

    public required ResourceNames Resources { get; init; }

    /// <summary>See <see cref="ContentHash"/>.</summary>
    public required long Content { get; init; }

    /// <summary>As whom it was asked; none when everybody may see it.</summary>
    public required InvalidationTag Account { get; init; }

    public required InvalidationTag Provider { get; init; }

    /// <summary>Its place among this process's asks and invalidations, see <see cref="Invalidations.Next"/>.</summary>
    public required long Order { get; init; }

    /// <summary>When the provider was asked, in ticks UTC.</summary>
    public required long Asked { get; init; }

    /// <summary>Until when it is served as it is, in ticks UTC.</summary>
    public required long FreshUntil { get; init; }

    /// <summary>Until when it may be served at all, in ticks UTC.</summary>
    public required long Until { get; init; }

    public int Size => Overhead + Operations.Length + Resources.Packed.Length;

    /// <summary>What it can be invalidated by.</summary>
    public IReadOnlyList<InvalidationTag> Tags
    {
        get
        {
            List<InvalidationTag> tags = [InvalidationTag.All, Provider];
            if (Account != default)
                tags.Add(Account);
            foreach (var name in Resources)
                tags.Add(Provider.OfResource(name));
            return tags;
        }
    }

    public Kept NoLongerFresh(long now) =>
        new()
        {
            Outcome = Outcome,
            Operations = Operations,
            Reason = Reason,
            Resources = Resources,
            Content = Content,
            Account = Account,
            Provider = Provider,
            Order = Order,
            Asked = Asked,
            FreshUntil = now,
            Until = Until,
            _wasServed = _wasServed,
        };

    /// <summary>It was served without asking anybody: reason enough to keep it longer than others.</summary>
    public void MarkServed()
    {
        // Written only when it changes: entries that all cores read stay in all their caches.
        if (!_wasServed)
            _wasServed = true;
    }

    /// <summary>Whether it was served since this was last asked.</summary>
    public bool TakeServed()
    {
        var wasServed = _wasServed;
        _wasServed = false;
        return wasServed;
    }

    public bool IsNewerThan(Kept other) => (Asked, Order).CompareTo((other.Asked, other.Order)) > 0;

    /// <summary>What invalidations leave of it; looked up again only when there was a new one.</summary>
    public Standing StandingIn(Invalidations invalidations)
    {
        var latest = invalidations.Latest;
        var known = Volatile.Read(ref _checked);
        if (known >> StandingBits == latest)
            return (Standing)(known & ((1 << StandingBits) - 1));
        var standing = invalidations.StandingOf(this);
        Volatile.Write(ref _checked, (latest << StandingBits) | (long)standing);
        return standing;
    }
}

/// <summary>What invalidations leave of an entry.</summary>
internal enum Standing : byte
{
    /// <summary>All.</summary>
    Valid,

    /// <summary>It may have changed: no longer fresh, good enough while the provider fails.</summary>
    Expired,

    /// <summary>Nothing.</summary>
    Purged,
}
