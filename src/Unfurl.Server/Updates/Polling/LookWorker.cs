using Unfurl.Server.Providers;
using Unfurl.Server.Tracking;

namespace Unfurl.Server.Updates.Polling;

/// <summary>
/// Providers that do not tell of changes are asked now and then: one link after the other, the more often the more recently
/// somebody opened a page with it.
/// </summary>
internal sealed class LookWorker(
    ProviderRegistry providers,
    LookRepository looks,
    TimeProvider time,
    ILogger<LookWorker> logger
) : UpdateWorker(1, new WorkSignal(time), time, logger)
{
    protected override TimeSpan Interval => LookIntervals.BetweenLinks;

    protected override async Task<bool> WorkAsync(Action claimed, CancellationToken cancellationToken)
    {
        foreach (var instance in providers.Instances)
        {
            if (instance.Adapter.Webhooks is not { HasSecret: true })
                await looks.TakeTurnAsync(instance.Name, cancellationToken);
        }
        return false;
    }
}
