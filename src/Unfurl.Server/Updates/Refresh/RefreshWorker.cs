using Unfurl.Server.Updates.Jobs;

namespace Unfurl.Server.Updates.Refresh;

internal sealed class RefreshWorker(
    RefreshQueue queue,
    RefreshService service,
    RefreshSignal signal,
    Retries retries,
    UpdateMetrics metrics,
    TimeProvider time,
    ILogger<RefreshWorker> logger
) : JobWorker<RefreshJob>(MaxConcurrency, signal, time, logger)
{
    private const int MaxConcurrency = 4;

    private static readonly TimeSpan RenewalInterval = TimeSpan.FromSeconds(10);
    public static readonly TimeSpan MaxRetryDelay = TimeSpan.FromMinutes(10);

    protected override Task<IReadOnlyList<RefreshJob>> LeaseAsync(int max, CancellationToken cancellationToken) =>
        queue.LeaseAsync(max, cancellationToken);

    protected override async Task ProcessAsync(RefreshJob job, CancellationToken cancellationToken)
    {
        using var activity = UpdateActivities.Start("refresh", job.Trace);
        var started = Time.GetTimestamp();
        var (isComplete, isTold) = await RefreshAsync(job, cancellationToken);
        if (isTold && (isComplete || job.Target.Kind == RefreshKind.Poll))
            await queue.CompleteAsync(job, cancellationToken);
        else
            await queue.RetryAsync(job, isTold, retries.After(job.Attempts, MaxRetryDelay), cancellationToken);
        metrics.Refreshed(job.Provider, isComplete, Time.GetElapsedTime(started));
    }

    private async Task<(bool IsComplete, bool IsTold)> RefreshAsync(RefreshJob job, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var work = service.RefreshAsync(job, stop.Token);
        try
        {
            while (await Task.WhenAny(work, Task.Delay(RenewalInterval, Time, stop.Token)) != work)
            {
                // Another process has taken the job over. Sequence numbers order what both store.
                if (!await queue.RenewLeaseAsync(job, cancellationToken))
                    await stop.CancelAsync();
            }
        }
        finally
        {
            // Nothing goes on after the worker has stopped.
            if (!work.IsCompleted)
                await stop.CancelAsync();
            await ((Task)work).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        return await work;
    }
}
