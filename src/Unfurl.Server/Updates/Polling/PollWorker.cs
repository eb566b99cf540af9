using Unfurl.Server.Providers;
using Unfurl.Server.Tracking;

namespace Unfurl.Server.Updates.Polling;

/// <summary>
/// Providers that do not tell of changes are asked now and then: one link after the other, the more often the more recently
/// somebody opened a page with it.
/// </summary>
internal sealed class PollWorker(
    ProviderRegistry providers,
    PollRepository looks,
    TimeProvider time,
    ILogger<PollWorker> logger
) : UpdateWorker(1, new WorkSignal(time), time, logger)
{
    protected override TimeSpan Interval => PollIntervals.BetweenLinks;

    protected override async Task<bool> ProcessNextAsync(Action claimed, CancellationToken cancellationToken)
    {
        foreach (var instance in providers.Instances)
        {
            if (instance.Adapter.Webhooks is not { HasSecret: true })
                await looks.EnqueueNextAsync(instance.Name, cancellationToken);
        }
        return false;
    }
}
