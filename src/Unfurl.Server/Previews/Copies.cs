namespace Unfurl.Server.Previews;

/// <summary>Who asks whom: what everything that comes of it can be invalidated by.</summary>
internal readonly record struct Ask(InvalidationTag Account, InvalidationTag Provider)
{
    public static Ask Of(CacheAccount account, CacheKey key) =>
        new(InvalidationTag.OfAccount(account.Id), InvalidationTag.OfProvider(key.Provider));
}

/// <summary>What a link's entries in level 1 mean for an account, and how answers become entries.</summary>
internal sealed class Copies(MemoryLevel memory, Invalidations invalidations, Lifetimes lifetimes, TimeProvider time)
{
    /// <summary>What can be answered without asking anybody: a fresh copy, or a refusal or failure that is remembered.</summary>
    public CacheResult? Get(in CopyAddress address)
    {
        var found = Find(address);
        found?.Entry.MarkServed();
        return found;
    }

    /// <summary>The same for what has just come from level 2, which counts as served only when it is asked for again.</summary>
    public CacheResult? Find(in CopyAddress address)
    {
        var newer = Newer(address);
        var copy = newer is null ? (CacheResult?)null : Show(newer);
        if (copy is { Source: CacheSource.Fresh })
            return copy;
        if (memory.Get(address.Negative) is not { } negative)
            return null;
        // Only a failure leaves an older copy worth showing.
        return negative.Outcome == Outcome.Failed && copy is not null
            ? copy
            : new CacheResult(negative, CacheSource.Negative);
    }

    /// <summary>The account's own copy or the public one, whichever is newer; fresh or stale.</summary>
    public CacheResult? Show(in CopyAddress address) => Newer(address) is { } newer ? Show(newer) : null;

    private CacheResult Show(Entry entry)
    {
        var isFresh = time.GetUtcNow().UtcTicks < entry.FreshUntil && entry.StandingIn(invalidations) == Standing.Valid;
        return new(entry, isFresh ? CacheSource.Fresh : CacheSource.Stale);
    }

    private Entry? Newer(in CopyAddress address)
    {
        var own = memory.Get(address.Own);
        var everybodys = memory.Get(address.Public);
        return own is not null && (everybodys is null || own.IsNewerThan(everybodys)) ? own : everybodys;
    }

    /// <summary>Takes over what another replica left in level 2.</summary>
    public void TakeOver(CopyKey place, Entry entry)
    {
        if (memory.Get(place) is not { } known || entry.IsNewerThan(known))
            memory.Set(place, entry);
    }

    /// <summary>The entry that an answer makes.</summary>
    public Entry EntryOf(Answer answer, Ask ask, long order, DateTimeOffset asked)
    {
        var freshUntil =
            answer.Outcome == Outcome.Shown
                ? asked + lifetimes.FreshOf(answer)
                : lifetimes.NegativeUntil(answer, asked);
        return new()
        {
            Outcome = answer.Outcome,
            Packed = answer.Packed,
            Reason = answer.Reason,
            Resources = answer.Resources,
            Account = ask.Account,
            Provider = ask.Provider,
            Order = order,
            Asked = asked.UtcTicks,
            FreshUntil = freshUntil.UtcTicks,
            Until = answer.Outcome == Outcome.Shown ? (freshUntil + lifetimes.Stale).UtcTicks : freshUntil.UtcTicks,
        };
    }

    /// <summary>Keeps what the provider said.</summary>
    /// <returns>Where; nowhere when it is over at once.</returns>
    public CopyKey? Keep(in CopyAddress address, Entry entry)
    {
        var place =
            entry.Outcome != Outcome.Shown ? address.Negative
            : entry.IsPublic ? address.Public
            : address.Own;
        // What is replaced in place keeps its rank.
        if (entry.Outcome != Outcome.Failed && place != address.Own)
            memory.Remove(address.Own);
        if (entry.Outcome == Outcome.Shown)
            memory.Remove(address.Negative);
        memory.Set(place, entry);
        return entry.Until > entry.Asked ? place : null;
    }
}
