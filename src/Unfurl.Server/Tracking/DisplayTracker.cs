using System.Collections.Concurrent;
using Unfurl.Server.Previews;
using Unfurl.Server.Providers;

namespace Unfurl.Server.Tracking;

/// <summary>
/// Which links are shown through which grant. The first time is stored before the answer leaves; after that memory knows, and
/// storage hears of it once a day, in the background.
/// </summary>
internal sealed class DisplayTracker(
    DisplayRepository repository,
    Invalidations invalidations,
    Invalidator invalidator,
    TimeProvider time
) : IRemembering
{
    /// <summary>
    /// So many are remembered, in 100 MB; then those go that come first, and are stored once more when they are shown.
    /// </summary>
    private const int MaxEntries = 1_000_000;

    private static readonly TimeSpan StoreInterval = TimeSpan.FromDays(1);

    // As large from the start as it can become: to grow, it would hold up all who write while it copies itself.
    private readonly ConcurrentDictionary<DisplayKey, Entry> _entries = new(Environment.ProcessorCount, MaxEntries);

    /// <summary>Notion is shown a preview, or that there is none any more.</summary>
    public ValueTask TrackAsync(
        string grantId,
        InvalidationTag grantTag,
        MatchedLink owned,
        in CacheResult answer,
        CancellationToken cancellationToken
    )
    {
        if (answer.Outcome == Outcome.Failed)
            return ValueTask.CompletedTask;
        var key = new DisplayKey(grantTag, owned.SpellingHash);
        if (
            !_entries.TryGetValue(key, out var remembered)
            || remembered.Content != answer.Content
            || IsInvalidated(key, remembered)
        )
            return StoreAsync(key, grantId, owned, answer, cancellationToken);
        if (!invalidator.HearsOthers && AgeOf(remembered.CheckedAt) >= Invalidator.Unheard)
            return CheckAsync(key, remembered, grantId, owned, answer, cancellationToken);
        if (AgeOf(remembered.StoredAt) >= StoreInterval)
            NoteOpened(key, remembered, grantId, owned);
        return ValueTask.CompletedTask;
    }

    /// <summary>What is shown through an account's grants, latest first.</summary>
    public Task<IReadOnlyList<DisplayStatus>> ListAsync(
        string accountId,
        int limit,
        CancellationToken cancellationToken
    ) => repository.ListAsync(accountId, limit, cancellationToken);

    /// <summary>A link as it is shown through an account's grants.</summary>
    public Task<IReadOnlyList<DisplayStatus>> ListAsync(
        string accountId,
        string uri,
        CancellationToken cancellationToken
    ) => repository.ListAsync(accountId, uri, cancellationToken);

    /// <summary>No preview of a link is left in the workspace; unknown ones are no error.</summary>
    public async Task UntrackAsync(string grantId, string uri, CancellationToken cancellationToken)
    {
        await repository.RemoveAsync(grantId, uri, cancellationToken);
        invalidator.Invalidate(InvalidationTag.OfGrant(grantId), Standing.Purged);
    }

    /// <inheritdoc/>
    public void Sweep()
    {
        foreach (var (key, remembered) in _entries)
        {
            if (IsInvalidated(key, remembered) || AgeOf(remembered.StoredAt) >= 2 * StoreInterval)
                _entries.TryRemove(KeyValuePair.Create(key, remembered));
        }
    }

    private TimeSpan AgeOf(long ticks) => new(time.GetUtcNow().UtcTicks - ticks);

    private bool IsInvalidated(DisplayKey key, Entry remembered) =>
        remembered.SequenceNumber <= invalidations.Latest
        && invalidations.StandingOf(key.Grant, remembered.SequenceNumber) != Standing.Valid;

    /// <summary>Another replica may have ended it, and could not say so.</summary>
    private async ValueTask CheckAsync(
        DisplayKey key,
        Entry remembered,
        string grantId,
        MatchedLink owned,
        CacheResult answer,
        CancellationToken cancellationToken
    )
    {
        var (order, now) = (invalidations.Next(), time.GetUtcNow().UtcTicks);
        var shown = await repository.FindContentAsync(grantId, owned.Match.Link.Original, cancellationToken);
        if (shown != answer.Content)
        {
            await StoreAsync(key, grantId, owned, answer, cancellationToken);
            return;
        }
        var known = remembered with { SequenceNumber = order, CheckedAt = now };
        _entries[key] = known;
        if (AgeOf(known.StoredAt) >= StoreInterval)
            NoteOpened(key, known, grantId, owned);
    }

    private async ValueTask StoreAsync(
        DisplayKey key,
        string grantId,
        MatchedLink owned,
        CacheResult answer,
        CancellationToken cancellationToken
    )
    {
        var (order, now) = (invalidations.Next(), time.GetUtcNow().UtcTicks);
        if (answer.Outcome == Outcome.Shown)
            await repository.AddAsync(grantId, owned, answer, cancellationToken);
        else
            await repository.MarkRemovedAsync(grantId, owned.Match.Link.Original, answer.Content, cancellationToken);
        if (_entries.Count >= MaxEntries)
        {
            foreach (var (old, _) in _entries.Take(MaxEntries / 10))
                _entries.TryRemove(old, out _);
        }
        _entries[key] = new(order, now, now, answer.Content);
    }

    /// <summary>
    /// Nothing but when it was opened is noted: by the time that storage hears of it, what it shows may have changed.
    /// </summary>
    private void NoteOpened(DisplayKey key, Entry remembered, string grantId, MatchedLink owned)
    {
        // Of those who come at once, one does it.
        if (!_entries.TryUpdate(key, remembered with { StoredAt = time.GetUtcNow().UtcTicks }, remembered))
            return;
        _ = Task.Run(async () =>
        {
            var isNoted = false;
            try
            {
                isNoted = await repository.OpenedAsync(grantId, owned.Match.Link.Original, CancellationToken.None);
            }
            finally
            {
                // Whoever opens it next stores it before the answer, and hears of the trouble if there still is any.
                if (!isNoted)
                    _entries.TryRemove(key, out _);
            }
        });
    }

    /// <summary>A spelling of a link, shown through a grant. There may be a million, so it holds numbers rather than texts.</summary>
    private readonly record struct DisplayKey(InvalidationTag Grant, UInt128 Spelling);

    /// <param name="SequenceNumber">Its place among this process's asks and invalidations.</param>
    /// <param name="StoredAt">When storage heard of it, in ticks UTC.</param>
    /// <param name="CheckedAt">When storage was last known to have it, in ticks UTC.</param>
    /// <param name="Content">What was shown, see <see cref="ContentHash"/>.</param>
    private readonly record struct Entry(long SequenceNumber, long StoredAt, long CheckedAt, long Content);
}
