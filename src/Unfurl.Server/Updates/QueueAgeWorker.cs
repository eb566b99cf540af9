using Unfurl.Server.Storage;
using Unfurl.Server.Tracking;
using Unfurl.Server.Updates.Refresh;

namespace Unfurl.Server.Updates;

/// <summary>Reads the age of both queues at intervals. Reading the metrics then needs no database query.</summary>
internal sealed class QueueAgeWorker(
    RefreshQueue refreshes,
    Surfaces surfaces,
    UpdateMetrics metrics,
    TimeProvider time,
    ILogger<QueueAgeWorker> logger
) : PeriodicWorker(TimeSpan.FromSeconds(10), time, logger)
{
    protected override async Task WorkAsync(CancellationToken cancellationToken) =>
        metrics.SetOldest(
            await refreshes.FindOldestAsync(cancellationToken),
            await surfaces.FindOldestAsync(cancellationToken)
        );
}
