using System.Diagnostics;

namespace Unfurl.Server.Updates.Refresh;

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
    public static readonly TimeSpan MaxRetryDelay = TimeSpan.FromMinutes(10);

    protected override async Task<bool> ProcessNextAsync(Action onLeased, CancellationToken cancellationToken)
    {
        if (await refreshes.LeaseAsync(cancellationToken) is not { } job)
            return false;
        onLeased();
        using var activity = UpdateActivities.Start("refresh", job.Trace);
        var started = Time.GetTimestamp();
        var isComplete = await RefreshAsync(job, cancellationToken);
        if (isComplete || job.Kind == RefreshKind.Poll)
            await refreshes.CompleteAsync(job, cancellationToken);
        else
            await refreshes.RetryAsync(job, retries.After(job.Attempts, MaxRetryDelay), cancellationToken);
        metrics.Refreshed(job.Provider, isComplete, Time.GetElapsedTime(started));
        return true;
    }

    private async Task<bool> RefreshAsync(LeasedRefreshJob job, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var work = service.RefreshAsync(job, stop.Token);
        while (await Task.WhenAny(work, Task.Delay(RenewalInterval, Time, stop.Token)) != work)
        {
            // Another process has taken the job over. Sequence numbers order what both store.
            if (!await refreshes.RenewLeaseAsync(job, cancellationToken))
                await stop.CancelAsync();
        }
        return await work;
    }
}
