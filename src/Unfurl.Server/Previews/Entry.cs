namespace Unfurl.Server.Previews;

/// <summary>
/// A link's answer as it is kept. There may be a million in level 1, so it holds numbers rather than objects.
/// </summary>
internal sealed class Entry
{
    /// <summary>What the entry takes besides its bytes: itself, the headers of its arrays, its places in the table and the queue.</summary>
    public const int Overhead = 310;

    private const int StandingBits = 2;

    private const byte Served = 1;
    private const byte Shown = 2;

    /// <summary>The latest mark that was looked at, and how the entry stood then: in one number, so that nobody reads half of each.</summary>
    private long _checked;

    private Rendering? _rendering;
    private byte _uses;
    private volatile bool _isGone;

    public required Outcome Outcome { get; init; }

    /// <summary>What the provider said, in <see cref="ResolutionFormat"/>.</summary>
    public required byte[] Packed { get; init; }

    /// <summary>Why there is no preview: a code for the log.</summary>
    public required string Reason { get; init; }

    public required ResourceNames Resources { get; init; }

    /// <summary>What the surface that shows it made of it, so that a hit writes bytes. Null until it is shown from memory.</summary>
    public Rendering? Rendering => Volatile.Read(ref _rendering);

    /// <summary>As whom it was asked; none when everybody may see it.</summary>
    public required InvalidationTag Account { get; init; }

    public bool IsPublic => Account == default;

    public required InvalidationTag Provider { get; init; }

    /// <summary>Its place among this process's asks and invalidations, see <see cref="Invalidations.Next"/>.</summary>
    public required long Order { get; init; }

    /// <summary>When the provider was asked, in ticks UTC.</summary>
    public required long Asked { get; init; }

    /// <summary>Until when it is served as it is, in ticks UTC.</summary>
    public required long FreshUntil { get; init; }

    /// <summary>Until when it may be served at all, in ticks UTC.</summary>
    public required long Until { get; init; }

    /// <summary>What it takes, in bytes, without its rendering.</summary>
    public int Size => Overhead + Packed.Length + Resources.Packed.Length;

    /// <summary>Whether it was in memory and is no longer.</summary>
    public bool IsGone
    {
        get => _isGone;
        set => _isGone = value;
    }

    /// <summary>What it can be invalidated by.</summary>
    public IReadOnlyList<InvalidationTag> Tags
    {
        get
        {
            List<InvalidationTag> tags = [InvalidationTag.All, Provider];
            if (!IsPublic)
                tags.Add(Account);
            foreach (var name in Resources)
                tags.Add(Provider.OfResource(name));
            return tags;
        }
    }

    public Entry NoLongerFresh(long now) =>
        new()
        {
            Outcome = Outcome,
            Packed = Packed,
            Reason = Reason,
            Resources = Resources,
            Account = Account,
            Provider = Provider,
            Order = Order,
            Asked = Asked,
            FreshUntil = now,
            Until = Until,
            _uses = _uses,
        };

    /// <summary>It was served without asking anybody: reason enough to keep it longer than others.</summary>
    public void MarkServed()
    {
        // Written only when it changes: entries that all cores read stay in all their caches.
        if (_uses != (Served | Shown))
            _uses = Served | Shown;
    }

    /// <summary>Whether it was served since this was last asked.</summary>
    public bool TakeServed() => Take(Served);

    /// <summary>Whether its rendering was of use since this was last asked.</summary>
    public bool TakeShown() => Take(Shown);

    private bool Take(byte use)
    {
        var isUsed = (_uses & use) != 0;
        _uses &= (byte)~use;
        return isUsed;
    }

    /// <summary>Keeps the rendering of an entry that was served from memory, for as long as it is in there.</summary>
    /// <returns>Whether it is kept now, and was not before.</returns>
    public bool Keep(Rendering rendering) =>
        (_uses & Served) != 0 && Interlocked.CompareExchange(ref _rendering, rendering, null) is null;

    /// <returns>What was kept; null when nothing was.</returns>
    public Rendering? DropRendering() => Interlocked.Exchange(ref _rendering, null);

    public bool IsNewerThan(Entry other) => (Asked, Order).CompareTo((other.Asked, other.Order)) > 0;

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
