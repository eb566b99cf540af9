using System.Runtime.InteropServices;

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
        var newer = Newer(address);
        newer?.MarkServed();
        var copy = newer is null ? (CacheResult?)null : Show(newer);
        if (copy is { Source: CacheSource.Fresh })
            return copy;
        if (memory.Get(address.Negative) is not { } negative)
            return null;
        negative.MarkServed();
        // Only a failure leaves an older copy worth showing.
        return negative.Outcome == Outcome.Failed && copy is not null
            ? copy
            : CacheResult.Of(negative, CacheSource.Negative);
    }

    /// <summary>The account's own copy or the public one, whichever is newer; fresh or stale.</summary>
    public CacheResult? Show(in CopyAddress address) => Newer(address) is { } newer ? Show(newer) : null;

    private CacheResult Show(Kept kept)
    {
        var isFresh = time.GetUtcNow().UtcTicks < kept.FreshUntil && kept.StandingIn(invalidations) == Standing.Valid;
        return CacheResult.Of(kept, isFresh ? CacheSource.Fresh : CacheSource.Stale);
    }

    private Kept? Newer(in CopyAddress address)
    {
        var own = memory.Get(address.Own);
        var everybodys = memory.Get(address.Public);
        return own is not null && (everybodys is null || own.IsNewerThan(everybodys)) ? own : everybodys;
    }

    /// <summary>Takes over what other replicas left in level 2.</summary>
    /// <param name="look">What was found.</param>
    /// <param name="ask">Who asks whom.</param>
    /// <param name="order">The place in the order from before the look: whatever is invalidated since then counts.</param>
    /// <param name="mayShare">Whether a public copy may still be shown.</param>
    public void Adopt(SharedLook look, Ask ask, long order, bool mayShare)
    {
        if (look.Now is not { } now)
            return;
        if (look.Own is { } own)
            memory.Set(look.Address.Own, own.ToKept(ask, order, now, time.GetUtcNow()));
        if (look.Public is { } everybodys && mayShare)
            // Not by the account, but by whoever asked: a purge of one account leaves the public copy.
            memory.Set(
                look.Address.Public,
                everybodys.ToKept(ask with { Account = default }, order, now, time.GetUtcNow())
            );
        if (look.Negative is { } negative)
            memory.Set(look.Address.Negative, negative.ToKept(ask, order, now, time.GetUtcNow()));
    }

    /// <summary>Keeps what the provider said.</summary>
    /// <returns>The entry, and where it is; nowhere when it is over at once.</returns>
    public (Kept Kept, CopyKey? Place) Keep(
        in CopyAddress address,
        CachedAnswer answer,
        Ask ask,
        long order,
        DateTimeOffset asked,
        bool mayShare
    )
    {
        if (answer.Outcome != Outcome.Failed)
            memory.Remove(address.Own);
        if (answer.Outcome == Outcome.Shown)
            memory.Remove(address.Negative);

        var isPublic = answer is { Outcome: Outcome.Shown, Audience: Audience.Public } && mayShare;
        var place =
            answer.Outcome != Outcome.Shown ? address.Negative
            : isPublic ? address.Public
            : address.Own;
        var kept = ToKept(answer, isPublic ? ask with { Account = default } : ask, order, asked);
        memory.Set(place, kept);
        return (kept, kept.Until > asked.UtcTicks ? place : null);
    }

    private Kept ToKept(CachedAnswer answer, Ask ask, long order, DateTimeOffset asked)
    {
        var freshUntil =
            answer.Outcome == Outcome.Shown
                ? asked + lifetimes.FreshOf(answer)
                : lifetimes.NegativeUntil(answer, asked);
        var resources = ResourceNames.Pack(answer.Resources);
        return new()
        {
            Outcome = answer.Outcome,
            Operations = BytesOf(answer.Operations),
            Reason = answer.Reason,
            Resources = resources,
            Content = ContentHash.Of(answer.Operations.Span, resources),
            Account = ask.Account,
            Provider = ask.Provider,
            Order = order,
            Asked = asked.UtcTicks,
            FreshUntil = freshUntil.UtcTicks,
            Until = answer.Outcome == Outcome.Shown ? (freshUntil + lifetimes.Stale).UtcTicks : freshUntil.UtcTicks,
        };
    }

    /// <summary>The array behind it where there is no more in it; else no more than it is kept.</summary>
    private static byte[] BytesOf(ReadOnlyMemory<byte> operations) =>
        MemoryMarshal.TryGetArray(operations, out var segment) && segment.Count == segment.Array!.Length
            ? segment.Array
            : operations.ToArray();
}
