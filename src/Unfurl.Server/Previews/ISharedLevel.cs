namespace Unfurl.Server.Previews;

/// <summary>
/// Level 2: what replicas share. It never throws and never takes long: what it cannot do in time counts as not done, and
/// the service goes on alone.
/// </summary>
internal interface ISharedLevel
{
    /// <summary>Whether what other replicas invalidate is heard here at once.</summary>
    bool HearsOthers { get; }

    /// <summary>Whom to tell when another replica learned that a copy must not be shown any more.</summary>
    void OnEnded(Action<CopyKey> ended);

    /// <summary>Looks for entries of a link; where none can be shown as it is, asks for the lead among the replicas.</summary>
    ValueTask<SharedLook> LookAsync(CopyAddress address);

    /// <summary>Waits for the replica that has the lead.</summary>
    /// <returns>What it brought; null when it has not landed within the time or is gone: then it is worth looking again.</returns>
    ValueTask<SharedEntry?> WaitForLeaderAsync(SharedLook look, CancellationToken cancellationToken);

    /// <summary>Ends the lead: stores what the provider said and tells those who wait.</summary>
    /// <param name="look">The look that gave the lead.</param>
    /// <param name="key">Where the entry belongs; null when it is not to be kept.</param>
    /// <param name="entry">What the provider said; null when nothing came of it.</param>
    void Land(SharedLook look, CopyKey? key, SharedEntry? entry);

    /// <summary>Ends a copy in all replicas, and whatever is asked already and would become it.</summary>
    void End(CopyKey key);

    /// <summary>Expires or purges what carries a tag, in all replicas.</summary>
    void Invalidate(InvalidationTag tag, Standing standing);
}

/// <summary>What a look into level 2 gave.</summary>
internal sealed record SharedLook
{
    /// <summary>There is no level 2, or it does not answer: nothing was found, and nobody leads.</summary>
    public static readonly SharedLook Alone = new();

    public SharedEntry? Own { get; init; }
    public SharedEntry? Public { get; init; }
    public SharedEntry? Negative { get; init; }

    /// <summary>The time by level 2's clock, which orders what all replicas do; null when there was no answer.</summary>
    public long? Now { get; init; }

    /// <summary>Who has the lead; null when nobody needs it.</summary>
    public string? Leader { get; init; }

    /// <summary>Whether this replica has it.</summary>
    public bool IsLeader { get; init; }

    /// <summary>Which link and account it was about.</summary>
    public CopyAddress Address { get; init; }
}

/// <summary>An entry as replicas share it. Times are microseconds by level 2's clock.</summary>
internal sealed record SharedEntry
{
    private const long TicksPerUnit = TimeSpan.TicksPerMicrosecond;

    public required Outcome Outcome { get; init; }

    /// <summary>What the provider said, in <see cref="ResolutionFormat"/>.</summary>
    public required byte[] Packed { get; init; }

    /// <summary>Why there is no preview: a code for the log.</summary>
    public required string Reason { get; init; }

    public required ResourceNames Resources { get; init; }

    /// <summary>What it can be invalidated by.</summary>
    public IReadOnlyList<InvalidationTag> Tags { get; init; } = [];

    public required long Asked { get; init; }
    public required long FreshUntil { get; init; }
    public required long Until { get; init; }

    /// <summary>Whether it may have changed since.</summary>
    public bool IsExpired { get; init; }

    /// <summary>The same for the other replicas.</summary>
    /// <param name="entry">What this one keeps.</param>
    /// <param name="now">Level 2's time when the provider was asked.</param>
    public static SharedEntry Of(Entry entry, long now) =>
        new()
        {
            Outcome = entry.Outcome,
            Packed = entry.Packed,
            Reason = entry.Reason,
            Resources = entry.Resources,
            Tags = entry.Tags,
            Asked = now,
            FreshUntil = now + ((entry.FreshUntil - entry.Asked) / TicksPerUnit),
            Until = now + ((entry.Until - entry.Asked) / TicksPerUnit),
        };

    /// <summary>The same for this replica's level 1.</summary>
    /// <param name="ask">Who asks whom.</param>
    /// <param name="order">The place in the order from before it was read.</param>
    /// <param name="now">Level 2's time when it was read.</param>
    /// <param name="localNow">The same by our clock.</param>
    public Entry ToEntry(Ask ask, long order, long now, DateTimeOffset localNow)
    {
        long Local(long shared) => localNow.UtcTicks + ((shared - now) * TicksPerUnit);
        return new()
        {
            Outcome = Outcome,
            Packed = Packed,
            Reason = Reason,
            Resources = Resources,
            Account = ask.Account,
            Provider = ask.Provider,
            Order = order,
            Asked = Local(Asked),
            FreshUntil = IsExpired ? Local(Asked) : Local(FreshUntil),
            Until = Local(Until),
        };
    }
}

/// <summary>There is no level 2.</summary>
/// <param name="isAlone">Whether there can be no other replica, because storage is a file.</param>
internal sealed class NoSharedLevel(bool isAlone) : ISharedLevel
{
    public bool HearsOthers => isAlone;

    public void OnEnded(Action<CopyKey> ended) { }

    public ValueTask<SharedLook> LookAsync(CopyAddress address) => ValueTask.FromResult(SharedLook.Alone);

    public ValueTask<SharedEntry?> WaitForLeaderAsync(SharedLook look, CancellationToken cancellationToken) =>
        ValueTask.FromResult<SharedEntry?>(null);

    public void Land(SharedLook look, CopyKey? key, SharedEntry? entry) { }

    public void End(CopyKey key) { }

    public void Invalidate(InvalidationTag tag, Standing standing) { }
}
