using System.Collections.Concurrent;
using Unfurl.Server.Previews;
using Unfurl.Server.Providers;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Tracking;

/// <summary>A first display is stored before the response is sent, later ones once a day in the background.</summary>
internal sealed class DisplayTracker(
    DisplayRepository repository,
    DisplayStatusRepository statuses,
    DatabaseAvailability availability,
    Invalidations invalidations,
    Invalidator invalidator,
    TimeProvider time
) : IRemembering
{
    // About 100 MB. At this size, a tenth of the entries is evicted in no particular order. They are stored again when
    // displayed.
    private const int MaxEntries = 1_000_000;

    private static readonly TimeSpan StoreInterval = TimeSpan.FromDays(1);

    // Allocated at full size: growing would block all writers while the table is copied.
    private readonly ConcurrentDictionary<DisplayKey, Entry> _entries = new(Environment.ProcessorCount, MaxEntries);

    /// <summary>Records that Notion receives a preview or a rejection.</summary>
    public ValueTask TrackAsync(
        string grantId,
        InvalidationTag grantTag,
        MatchedLink link,
        in CacheResult result,
        CancellationToken cancellationToken
    )
    {
        if (result.Outcome == Outcome.Failed)
            return ValueTask.CompletedTask;
        var key = new DisplayKey(grantTag, link.SpellingHash);
        if (!_entries.TryGetValue(key, out var entry) || entry.Content != result.Content || IsInvalidated(key, entry))
            return StoreAsync(key, grantId, link, result, cancellationToken);
        if (!invalidator.HearsOthers && AgeOf(entry.CheckedAt) >= Invalidator.Unheard)
            return CheckAsync(key, entry, grantId, link, result, cancellationToken);
        if (AgeOf(entry.StoredAt) >= StoreInterval)
            StoreOpened(key, entry, grantId, link);
        return ValueTask.CompletedTask;
    }

    public Task<IReadOnlyList<DisplayStatus>> ListAsync(
        string accountId,
        int limit,
        CancellationToken cancellationToken
    ) => statuses.ListAsync(accountId, limit, cancellationToken);

    public Task<IReadOnlyList<DisplayStatus>> ListAsync(
        string accountId,
        string uri,
        CancellationToken cancellationToken
    ) => statuses.ListAsync(accountId, uri, cancellationToken);

    /// <summary>Called after a link's last preview was removed. Untracked links are ignored.</summary>
    public async Task UntrackAsync(string grantId, string uri, CancellationToken cancellationToken)
    {
        await repository.RemoveAsync(grantId, uri, cancellationToken);
        invalidator.Invalidate(InvalidationTag.OfGrant(grantId), Standing.Purged);
    }

    /// <inheritdoc/>
    public void Sweep()
    {
        foreach (var (key, entry) in _entries)
        {
            if (IsInvalidated(key, entry) || AgeOf(entry.StoredAt) >= 2 * StoreInterval)
                _entries.TryRemove(KeyValuePair.Create(key, entry));
        }
    }

    private TimeSpan AgeOf(long ticks) => new(time.GetUtcNow().UtcTicks - ticks);

    private bool IsInvalidated(DisplayKey key, Entry entry) =>
        entry.SequenceNumber <= invalidations.Latest
        && invalidations.StandingOf(key.Grant, entry.SequenceNumber) != Standing.Valid;

    // Reads the stored content: while the backplane was disconnected, another replica may have changed or removed the
    // display.
    private async ValueTask CheckAsync(
        DisplayKey key,
        Entry entry,
        string grantId,
        MatchedLink link,
        CacheResult result,
        CancellationToken cancellationToken
    )
    {
        var (sequenceNumber, now) = (invalidations.Next(), time.GetUtcNow().UtcTicks);
        long? shown = null;
        var hasResponded = await availability.TryAsync(async () =>
            shown = await repository.FindContentAsync(grantId, link.Match.Link.Original, CancellationToken.None)
        );
        // The display is known, and checked when the database responds again.
        if (!hasResponded)
            return;
        if (shown != result.Content)
        {
            await StoreAsync(key, grantId, link, result, cancellationToken);
            return;
        }
        var current = entry with { SequenceNumber = sequenceNumber, CheckedAt = now };
        _entries[key] = current;
        if (AgeOf(current.StoredAt) >= StoreInterval)
            StoreOpened(key, current, grantId, link);
    }

    private async ValueTask StoreAsync(
        DisplayKey key,
        string grantId,
        MatchedLink link,
        CacheResult result,
        CancellationToken cancellationToken
    )
    {
        var (sequenceNumber, now) = (invalidations.Next(), time.GetUtcNow().UtcTicks);
        if (result.Outcome == Outcome.Shown)
            await repository.AddAsync(grantId, link, result, cancellationToken);
        else
            await repository.MarkRemovedAsync(grantId, link.Match.Link.Original, result.Content, cancellationToken);
        if (_entries.Count >= MaxEntries)
        {
            foreach (var (old, _) in _entries.Take(MaxEntries / 10))
                _entries.TryRemove(old, out _);
        }
        _entries[key] = new(sequenceNumber, now, now, result.Content);
    }

    // Stores only the time: by the time the background task runs, the displayed content may have changed.
    private void StoreOpened(DisplayKey key, Entry entry, string grantId, MatchedLink link)
    {
        // Only one of several concurrent callers stores it.
        if (!_entries.TryUpdate(key, entry with { StoredAt = time.GetUtcNow().UtcTicks }, entry))
            return;
        _ = Task.Run(async () =>
        {
            var isStored = false;
            try
            {
                isStored = await repository.OpenedAsync(grantId, link.Match.Link.Original, CancellationToken.None);
            }
            finally
            {
                // The next caller stores the display before its response is sent, and reports a failure that persists.
                if (!isStored)
                    _entries.TryRemove(key, out _);
            }
        });
    }

    // One spelling of a link, displayed through one grant. There may be a million keys, so they hold numbers instead of
    // strings.
    private readonly record struct DisplayKey(InvalidationTag Grant, UInt128 Spelling);

    /// <param name="SequenceNumber">The invalidations' sequence number when the entry was loaded.</param>
    /// <param name="StoredAt">When it was last written to the database, in ticks UTC.</param>
    /// <param name="CheckedAt">When the database was last known to contain it, in ticks UTC.</param>
    /// <param name="Content">A hash of what was displayed, see <see cref="ContentHash"/>.</param>
    private readonly record struct Entry(long SequenceNumber, long StoredAt, long CheckedAt, long Content);
}
