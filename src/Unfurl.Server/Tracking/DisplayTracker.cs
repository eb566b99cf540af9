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
    // About 100 MB. What is evicted is stored again when displayed.
    private const int MaxEntries = 1_000_000;

    private static readonly TimeSpan StoreInterval = TimeSpan.FromDays(1);

    private readonly KnownEntries<DisplayKey, Shown> _known = new(
        MaxEntries,
        TimeSpan.MaxValue,
        invalidations,
        invalidator,
        time
    );

    /// <summary>Records that a surface receives a preview or a rejection.</summary>
    /// <param name="content">See <see cref="Rendering.Content"/>.</param>
    public ValueTask TrackAsync(
        string grantId,
        InvalidationTag grantTag,
        MatchedLink link,
        Entry entry,
        long content,
        CancellationToken cancellationToken
    )
    {
        if (entry.Outcome == Outcome.Failed)
            return ValueTask.CompletedTask;
        var key = new DisplayKey(grantTag, link.SpellingHash);
        if (!_known.TryGet(key, out var known) || known.Value.Content != content)
            return StoreAsync(key, grantId, link, entry, content, cancellationToken);
        if (_known.AgeOf(known) >= _known.ConfirmEvery)
            return CheckAsync(key, known.Value, grantId, link, entry, content, cancellationToken);
        StoreOpened(key, known, grantId, link);
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
        _ = invalidator.PurgeAsync(InvalidationTag.OfGrant(grantId));
    }

    /// <inheritdoc/>
    public void Sweep() => _known.Sweep();

    // Reads the stored content: while the backplane was disconnected, another replica may have changed or removed the
    // display.
    private async ValueTask CheckAsync(
        DisplayKey key,
        Shown known,
        string grantId,
        MatchedLink link,
        Entry entry,
        long content,
        CancellationToken cancellationToken
    )
    {
        var begun = _known.Begin();
        long? stored = null;
        var hasResponded = await availability.TryAsync(async () =>
            stored = await repository.FindContentAsync(grantId, link.Match.Link.Original, CancellationToken.None)
        );
        // The display is known, and checked when the database responds again.
        if (!hasResponded)
            return;
        if (stored != content)
        {
            await StoreAsync(key, grantId, link, entry, content, cancellationToken);
            return;
        }
        _known.Set(key, known, begun);
        StoreOpened(key, new(known, begun.SequenceNumber, begun.Now), grantId, link);
    }

    private async ValueTask StoreAsync(
        DisplayKey key,
        string grantId,
        MatchedLink link,
        Entry entry,
        long content,
        CancellationToken cancellationToken
    )
    {
        var begun = _known.Begin();
        if (entry.Outcome == Outcome.Shown)
            await repository.AddAsync(grantId, link, entry.Resources, content, cancellationToken);
        else
            await repository.MarkRemovedAsync(grantId, link.Match.Link.Original, content, cancellationToken);
        _known.Set(key, new(begun.Now, content), begun);
    }

    // Stores only the time: by the time the background task runs, the displayed content may have changed.
    private void StoreOpened(
        DisplayKey key,
        KnownEntries<DisplayKey, Shown>.Known known,
        string grantId,
        MatchedLink link
    )
    {
        var now = time.GetUtcNow().UtcTicks;
        if (now - known.Value.StoredAt < StoreInterval.Ticks)
            return;
        // Only one of several concurrent callers stores it.
        if (!_known.TryReplace(key, known, known.Value with { StoredAt = now }))
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
                    _known.Remove(key);
            }
        });
    }

    // One spelling of a link, displayed through one grant. There may be a million keys, so they hold numbers instead of
    // strings.
    private readonly record struct DisplayKey(InvalidationTag Grant, UInt128 Spelling);

    /// <param name="StoredAt">When it was last written to the database, in ticks UTC.</param>
    /// <param name="Content">What was displayed, see <see cref="Rendering.Content"/>.</param>
    private readonly record struct Shown(long StoredAt, long Content) : IKnown<DisplayKey>
    {
        public long Until => StoredAt + (2 * StoreInterval).Ticks;

        public (InvalidationTag, InvalidationTag?) TagsOf(DisplayKey key) => (key.Grant, null);
    }
}
