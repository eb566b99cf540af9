using System.Diagnostics;

namespace Unfurl.Server.Updates.Refresh;

/// <summary>Does due refreshes.</summary>
internal sealed class RefreshWorker(
    DueRefreshRepository refreshes,
    RefreshService service,
    RefreshSignal signal,
    Retries retries,
    UpdateMetrics metrics,
    TimeProvider time,
    ILogger<RefreshWorker> logger
) : UpdateWorker(AtOnce, signal, time, logger)
{
    private const int AtOnce = 4;

    private static readonly TimeSpan RenewalInterval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(10);

    protected override async Task<bool> WorkAsync(Action claimed, CancellationToken cancellationToken)
    {
        if (await refreshes.ClaimAsync(cancellationToken) is not { } claim)
            return false;
        claimed();
        using var activity = UpdateActivities.Start("refresh", claim.Trace);
        var began = Time.GetTimestamp();
        var isComplete = await DoAsync(claim, cancellationToken);
        if (isComplete || claim.Kind == RefreshKind.Look)
            await refreshes.DoneAsync(claim, cancellationToken);
        else
            await refreshes.RetryAsync(claim, retries.After(claim.Attempts, LongestRetry), cancellationToken);
        metrics.Refreshed(claim.Provider, isComplete, Time.GetElapsedTime(began));
        return true;
    }

    private async Task<bool> DoAsync(ClaimedRefresh claim, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var work = service.RefreshAsync(claim, end.Token);
        while (await Task.WhenAny(work, Task.Delay(RenewalInterval, Time, end.Token)) != work)
        {
            // Another took it over: what is stored by both is ordered by their turns.
            if (!await refreshes.RenewAsync(claim, cancellationToken))
                await end.CancelAsync();
        }
        return await work;
    }
}
