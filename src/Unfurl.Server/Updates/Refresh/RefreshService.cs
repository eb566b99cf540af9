using Unfurl.Server.Previews;
using Unfurl.Server.Providers;
using Unfurl.Server.Tracking;

namespace Unfurl.Server.Updates.Refresh;

/// <summary>Asks the provider again what tracked previews show, each as the account it is shown to, and has pushed what is new.</summary>
internal sealed class RefreshService(
    ProviderRegistry providers,
    PreviewCache cache,
    PreviewService previews,
    DisplayRepository tracked,
    ISurface surface
)
{
    /// <summary>Previews of one refresh that are asked about at once.</summary>
    private const int MaxConcurrency = 8;

    /// <summary>Does one refresh.</summary>
    /// <returns>False when it has to be done again, for one account at least.</returns>
    public async Task<bool> RefreshAsync(LeasedRefreshJob refresh, CancellationToken cancellationToken)
    {
        // One that is no longer configured shows nothing any more.
        if (!providers.TryGet(refresh.Provider, out var instance))
            return true;
        // Whoever stored it may have ended before it could end the copies; once is enough for all tries.
        if (refresh.Attempts == 0)
            InvalidateEntries(refresh);

        var displays = await tracked.FindAsync(refresh.Provider, refresh.Scope, refresh.Name, cancellationToken);
        var isComplete = true;
        await Parallel.ForEachAsync(
            displays.GroupBy(display => (display.AccountId, display.Uri)),
            new ParallelOptions { MaxDegreeOfParallelism = MaxConcurrency, CancellationToken = cancellationToken },
            async (same, cancellationToken) =>
            {
                if (!await RefreshAsync(same.Key.AccountId, same.Key.Uri, [.. same], refresh, cancellationToken))
                    isComplete = false;
            }
        );
        surface.Wake();
        return isComplete;
    }

    private void InvalidateEntries(LeasedRefreshJob refresh)
    {
        // Nobody said that a link's copies are wrong.
        if (refresh.Scope == DisplayScope.Link)
            return;
        if (refresh.Scope == DisplayScope.Account)
            cache.PurgeAccount(refresh.Name);
        else if (refresh.Kind == RefreshKind.Purge)
            cache.Purge(refresh.Provider, [new Resource(refresh.Name)]);
        else
            cache.Expire(refresh.Provider, [new Resource(refresh.Name)]);
    }

    private async Task<bool> RefreshAsync(
        string accountId,
        string uri,
        IReadOnlyList<Display> displays,
        LeasedRefreshJob refresh,
        CancellationToken cancellationToken
    )
    {
        // The configuration may have changed since it was shown.
        if (!Link.TryParse(uri, out var link) || previews.Match(link) is not { } owned)
            return true;
        var answer = await previews.ResolveAsync(accountId, owned, cancellationToken);
        if (answer.Outcome == Outcome.Failed || answer.Source == CacheSource.Stale)
            return false;
        var isComplete = true;
        foreach (var display in displays)
            isComplete &= await surface.TellAsync(display, refresh.Provider, refresh.Turn, answer, cancellationToken);
        return isComplete;
    }
}
