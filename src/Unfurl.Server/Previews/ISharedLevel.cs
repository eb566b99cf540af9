namespace Unfurl.Server.Previews;

/// <summary>
/// Level 2: what replicas share, and what they tell each other. It never throws and never takes long: what it cannot do in
/// time counts as not done, and the service goes on alone.
/// </summary>
internal interface ISharedLevel
{
    /// <summary>Whether what other replicas say is heard here within a second.</summary>
    bool HearsOthers { get; }

    /// <summary>Up to where this replica heard what all said; null when nobody knows. Taken before the provider is asked.</summary>
    LogPosition? Position { get; }

    /// <summary>Whom to tell when another replica learned that a copy must not be shown any more.</summary>
    void OnEnded(Action<CopyKey> ended);

    /// <summary>Looks for a link's copies.</summary>
    /// <param name="address">Of which link, and whose.</param>
    /// <param name="takesLock">Whether the provider is to be asked when there is none: by one replica at a time.</param>
    ValueTask<SharedLook> LookAsync(CopyAddress address, bool takesLock);

    /// <summary>Hands over what was found and may be shown, while nothing can be heard that would end it.</summary>
    /// <param name="look">What was found.</param>
    /// <param name="ask">Who asks whom.</param>
    /// <param name="awaited">The lock that was waited for.</param>
    /// <param name="keep">Keeps an entry.</param>
    /// <returns>What the call brought that had the lock; null when it was none of them.</returns>
    Entry? TakeOver(SharedLook look, Ask ask, string? awaited, Action<CopyKey, Entry> keep);

    /// <summary>Waits for the replica that has the lock, for a moment at most: then it is worth looking again.</summary>
    Task WaitAsync(SharedLook look, CancellationToken cancellationToken);

    /// <summary>Stores what the provider said and gives the lock back.</summary>
    /// <param name="look">The look from before the call.</param>
    /// <param name="asked">The position from before the provider was asked.</param>
    /// <param name="place">Where the entry belongs; null when only those who wait may have it.</param>
    /// <param name="entry">What the provider said; null when nothing came of it.</param>
    void Land(SharedLook look, LogPosition? asked, CopyKey? place, Entry? entry);

    /// <summary>Tells all replicas what ends. What does not arrive is said again, as long as this process lives.</summary>
    /// <returns>Whether it arrived; ends soon in any case.</returns>
    Task<bool> SayAsync(IReadOnlyList<Invalidation> said);
}

/// <summary>A place in what replicas said, which is a log with an order of its own.</summary>
/// <param name="Incarnation">The id of the first record of the log's life.</param>
/// <param name="Id">The id of the last record that was read.</param>
internal readonly record struct LogPosition(UInt128 Incarnation, UInt128 Id);

/// <summary>What a look into level 2 gave.</summary>
internal sealed record SharedLook
{
    /// <summary>There is no level 2, or it does not answer: nothing was found, and nobody has the lock.</summary>
    public static readonly SharedLook Alone = new();

    /// <summary>Which link and account it was about.</summary>
    public CopyAddress Address { get; init; }

    /// <summary>Whether it is known what the keys hold.</summary>
    public bool IsRead { get; init; }

    /// <summary>What the account's key holds, as it is stored.</summary>
    public byte[]? Own { get; init; }

    /// <summary>What everybody's key holds, as it is stored.</summary>
    public byte[]? Public { get; init; }

    /// <summary>The token with which the lock was asked for.</summary>
    public Guid Call { get; init; }

    /// <summary>Who has the lock; null when nobody does, or it was not asked for.</summary>
    public string? Holder { get; init; }

    public bool HasLock => Holder is not null && Holder == Call.ToString("N");
}

/// <summary>There is no level 2.</summary>
/// <param name="isAlone">Whether there can be no other replica, because storage is a file.</param>
internal sealed class NoSharedLevel(bool isAlone) : ISharedLevel
{
    public bool HearsOthers => isAlone;

    public LogPosition? Position => null;

    public void OnEnded(Action<CopyKey> ended) { }

    public ValueTask<SharedLook> LookAsync(CopyAddress address, bool takesLock) =>
        ValueTask.FromResult(SharedLook.Alone);

    public Entry? TakeOver(SharedLook look, Ask ask, string? awaited, Action<CopyKey, Entry> keep) => null;

    public Task WaitAsync(SharedLook look, CancellationToken cancellationToken) => Task.CompletedTask;

    public void Land(SharedLook look, LogPosition? asked, CopyKey? place, Entry? entry) { }

    public Task<bool> SayAsync(IReadOnlyList<Invalidation> said) => Task.FromResult(true);
}
