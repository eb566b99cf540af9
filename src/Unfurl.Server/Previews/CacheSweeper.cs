using Unfurl.Server.Configuration;

namespace Unfurl.Server.Previews;

/// <summary>Returns the memory of what is over or purged, and forgets invalidations that nothing is older than.</summary>
internal sealed class CacheSweeper(
    IEnumerable<IRemembering> remembering,
    Invalidations invalidations,
    UnfurlOptions settings,
    TimeProvider time
) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // An answer may come as late as the hard timeout after its place in the order was taken; twice that is safe.
        var rounds = 1 + (int)Math.Ceiling(2 * settings.Resolve.Timeout / Interval);
        var orders = new Queue<long>();
        using var timer = new PeriodicTimer(Interval, time);
        while (await WaitAsync(timer, stoppingToken))
        {
            orders.Enqueue(invalidations.Next());
            foreach (var one in remembering)
                one.Sweep();
            // Everything from before a sweep was settled by it, and no call from before it is under way any more.
            if (orders.Count > rounds)
                invalidations.Forget(orders.Dequeue());
        }
    }

    private static async Task<bool> WaitAsync(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
