using Unfurl.Server.Tracking;

namespace Unfurl.Server.Updates;

/// <summary>Reads the age of both queues at intervals. Reading the metrics then needs no database query.</summary>
internal sealed class QueueAgeWorker(
    QueuedRefreshJobRepository refreshes,
    ISurface surface,
    UpdateMetrics metrics,
    TimeProvider time,
    ILogger<QueueAgeWorker> logger
) : UpdateWorker(1, new WorkSignal(time), time, logger)
{
    protected override TimeSpan Interval => TimeSpan.FromSeconds(10);

    protected override async Task<bool> ProcessNextAsync(Action onLeased, CancellationToken cancellationToken)
    {
        metrics.SetOldest(
            await refreshes.FindOldestAsync(cancellationToken),
            await surface.FindOldestAsync(cancellationToken)
        );
        return false;
    }
}
