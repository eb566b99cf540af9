using System.Diagnostics;

namespace Unfurl.Server.Updates.Refresh;

/// <summary>Does due refreshes.</summary>
internal sealed class RefreshWorker(
    QueuedRefreshJobRepository refreshes,
    RefreshService service,
    RefreshSignal signal,
    Retries retries,
    UpdateMetrics metrics,
    TimeProvider time,
    ILogger<RefreshWorker> logger
) : UpdateWorker(MaxConcurrency, signal, time, logger)
{
    private const int MaxConcurrency = 4;

    private static readonly TimeSpan RenewalInterval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan MaxRetryDelay = TimeSpan.FromMinutes(10);

    protected override async Task<bool> ProcessNextAsync(Action claimed, CancellationToken cancellationToken)
    {
        if (await refreshes.LeaseAsync(cancellationToken) is not { } claim)
            return false;
        claimed();
        using var activity = UpdateActivities.Start("refresh", claim.Trace);
        var began = Time.GetTimestamp();
        var isComplete = await RefreshAsync(claim, cancellationToken);
        if (isComplete || claim.Kind == RefreshKind.Poll)
            await refreshes.CompleteAsync(claim, cancellationToken);
        else
            await refreshes.RetryAsync(claim, retries.After(claim.Attempts, MaxRetryDelay), cancellationToken);
        metrics.Refreshed(claim.Provider, isComplete, Time.GetElapsedTime(began));
        return true;
    }

    private async Task<bool> RefreshAsync(LeasedRefreshJob claim, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var work = service.RefreshAsync(claim, end.Token);
        while (await Task.WhenAny(work, Task.Delay(RenewalInterval, Time, end.Token)) != work)
        {
            // Another took it over: what is stored by both is ordered by their turns.
            if (!await refreshes.RenewLeaseAsync(claim, cancellationToken))
                await end.CancelAsync();
        }
        return await work;
    }
}
