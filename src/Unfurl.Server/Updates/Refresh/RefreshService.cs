using Unfurl.Server.Previews;
using Unfurl.Server.Providers;
using Unfurl.Server.Tracking;

namespace Unfurl.Server.Updates.Refresh;

/// <summary>Resolves displayed links again, once for each account, and queues pushes of the results.</summary>
internal sealed class RefreshService(
    ProviderRegistry providers,
    Invalidator invalidator,
    PreviewService previews,
    DisplayRepository repository,
    Surfaces surfaces
)
{
    // Maximum number of concurrent resolves in one refresh.
    private const int MaxConcurrency = 8;

    /// <returns>
    /// Whether no display must be refreshed again, and whether all replicas will know what is outdated, also when this process
    /// ends now.
    /// </returns>
    public async Task<(bool IsComplete, bool IsTold)> RefreshAsync(RefreshJob job, CancellationToken cancellationToken)
    {
        // The instance is no longer configured.
        if (!providers.TryGet(job.Provider, out var instance))
            return (true, true);
        // The process that queued the job may have stopped before it invalidated the entries, or before the other replicas
        // could know.
        var isTold = job is { Attempts: > 0, IsTold: true } || await InvalidateAsync(job);

        var displays = await repository.FindAsync(job.Provider, job.Target.Scope, job.Target.Name, cancellationToken);
        var isComplete = true;
        await Parallel.ForEachAsync(
            displays.GroupBy(display => (display.AccountId, display.Uri)),
            new ParallelOptions { MaxDegreeOfParallelism = MaxConcurrency, CancellationToken = cancellationToken },
            async (same, cancellationToken) =>
            {
                if (!await RefreshAsync(same.Key.AccountId, same.Key.Uri, [.. same], job, cancellationToken))
                    isComplete = false;
            }
        );
        surfaces.Wake();
        return (isComplete, isTold);
    }

    /// <returns>Whether all replicas will know, also when this process ends now.</returns>
    private Task<bool> InvalidateAsync(RefreshJob job) =>
        job.Target switch
        {
            // A poll does not mean that the link's entries are outdated.
            { Scope: DisplayScope.Link } => Task.FromResult(true),
            { Scope: DisplayScope.Provider } => invalidator.PurgeAsync(InvalidationTag.OfProvider(job.Provider)),
            { Scope: DisplayScope.Account, Name: var accountId } => invalidator.PurgeAsync(
                InvalidationTag.OfAccount(accountId)
            ),
            { Kind: RefreshKind.Purge, Name: var resource } => invalidator.PurgeAsync(TagOf(job.Provider, resource)),
            { Name: var resource } => invalidator.ExpireAsync(TagOf(job.Provider, resource)),
        };

    private static InvalidationTag TagOf(string provider, string resource) =>
        InvalidationTag.OfProvider(provider).OfResource(resource);

    private async Task<bool> RefreshAsync(
        string accountId,
        string uri,
        IReadOnlyList<Display> displays,
        RefreshJob job,
        CancellationToken cancellationToken
    )
    {
        // The configuration may have changed since the link was displayed.
        if (!Link.TryParse(uri, out var link) || previews.Match(link) is not { } matched)
            return true;
        var result = await previews.ResolveAsync(accountId, matched, cancellationToken);
        if (result.Outcome == Outcome.Failed || result.Source == CacheSource.Stale)
            return false;
        var isComplete = true;
        foreach (var display in displays)
            isComplete &= await surfaces.TellAsync(display, matched, job.Turn, result, cancellationToken);
        return isComplete;
    }
}
