using System.Collections.Concurrent;
using Unfurl.Server.Caching;
using Unfurl.Server.Providers;

namespace Unfurl.Server.Updates;

/// <summary>
/// Which links are shown through which grant. The first time is stored before the answer leaves; after that memory knows, and
/// storage hears of it once a day.
/// </summary>
internal sealed class TrackedPreviews(
    TrackedPreviewRepository repository,
    Invalidations invalidations,
    Invalidator invalidator,
    TimeProvider time
) : IRemembering
{
    /// <summary>So many are remembered; then those go that come first, and are stored once more when they are shown.</summary>
    private const int MaxEntries = 100_000;

    private static readonly TimeSpan StoredAgain = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<(string GrantId, string Uri), Remembered> _remembered = new();

    /// <summary>Notion is shown a preview, or that there is none any more.</summary>
    public ValueTask AnsweredAsync(
        string grantId,
        OwnedLink owned,
        in CacheResult answer,
        CancellationToken cancellationToken
    )
    {
        var key = (grantId, owned.Match.Link.Original);
        return
            answer.Outcome == Outcome.Failed
            || (
                _remembered.TryGetValue(key, out var remembered)
                && remembered.Content == answer.Content
                && IsGood(remembered, grantId)
            )
            ? ValueTask.CompletedTask
            : StoreAsync(key, owned, answer, cancellationToken);
    }

    /// <summary>No preview of a link is left in the workspace; unknown ones are no error.</summary>
    public async Task StopAsync(string grantId, string uri, CancellationToken cancellationToken)
    {
        await repository.RemoveAsync(grantId, uri, cancellationToken);
        invalidator.Invalidate(InvalidationTag.OfGrant(grantId), Standing.Purged);
    }

    /// <inheritdoc/>
    public void Sweep()
    {
        foreach (var (key, remembered) in _remembered)
        {
            if (!IsGood(remembered, key.GrantId))
                _remembered.TryRemove(KeyValuePair.Create(key, remembered));
        }
    }

    private bool IsGood(Remembered remembered, string grantId)
    {
        var age = time.GetUtcNow().UtcTicks - remembered.Stored;
        if (age >= StoredAgain.Ticks || (!invalidator.HearsOthers && age >= Invalidator.Unheard.Ticks))
            return false;
        return remembered.Order > invalidations.Latest
            || invalidations.StandingOf(InvalidationTag.OfGrant(grantId), remembered.Order) == Standing.Valid;
    }

    private async ValueTask StoreAsync(
        (string GrantId, string Uri) key,
        OwnedLink owned,
        CacheResult answer,
        CancellationToken cancellationToken
    )
    {
        var (order, stored) = (invalidations.Next(), time.GetUtcNow().UtcTicks);
        if (answer.Outcome == Outcome.Shown)
            await repository.AddAsync(key.GrantId, owned, answer, cancellationToken);
        else
            await repository.EndedAsync(key.GrantId, key.Uri, answer.Content, cancellationToken);
        if (_remembered.Count >= MaxEntries)
        {
            foreach (var (old, _) in _remembered.Take(MaxEntries / 10))
                _remembered.TryRemove(old, out _);
        }
        _remembered[key] = new(order, stored, answer.Content);
    }

    private sealed record Remembered(long Order, long Stored, long Content);
}
