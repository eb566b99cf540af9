using Unfurl.Server.Tracking;

namespace Unfurl.Server.Updates;

/// <summary>Looks how long the oldest work has been due: metrics are read at any time, storage is not.</summary>
internal sealed class QueueAgeWorker(
    DueRefreshRepository refreshes,
    ISurface surface,
    UpdateMetrics metrics,
    TimeProvider time,
    ILogger<QueueAgeWorker> logger
) : UpdateWorker(1, new WorkSignal(time), time, logger)
{
    protected override TimeSpan Interval => TimeSpan.FromSeconds(10);

    protected override async Task<bool> WorkAsync(Action claimed, CancellationToken cancellationToken)
    {
        metrics.Waiting(await refreshes.OldestAsync(cancellationToken), await surface.OldestAsync(cancellationToken));
        return false;
    }
}
