using Unfurl.Server.Tracking;

namespace Unfurl.Server.Updates;

/// <summary>Looks how long the oldest work has been due: metrics are read at any time, storage is not.</summary>
internal sealed class QueueAgeWorker(
    QueuedRefreshJobRepository refreshes,
    ISurface surface,
    UpdateMetrics metrics,
    TimeProvider time,
    ILogger<QueueAgeWorker> logger
) : UpdateWorker(1, new WorkSignal(time), time, logger)
{
    protected override TimeSpan Interval => TimeSpan.FromSeconds(10);

    protected override async Task<bool> ProcessNextAsync(Action claimed, CancellationToken cancellationToken)
    {
        metrics.SetOldest(
            await refreshes.FindOldestAsync(cancellationToken),
            await surface.FindOldestAsync(cancellationToken)
        );
        return false;
    }
}
