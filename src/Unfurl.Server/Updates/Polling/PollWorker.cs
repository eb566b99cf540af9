using Unfurl.Server.Providers;
using Unfurl.Server.Storage;
using Unfurl.Server.Tracking;

namespace Unfurl.Server.Updates.Polling;

/// <summary>Polls the links of providers that send no webhooks, recently opened ones more often.</summary>
internal sealed class PollWorker(
    ProviderRegistry providers,
    PollRepository polls,
    TimeProvider time,
    ILogger<PollWorker> logger
) : PeriodicWorker(PollIntervals.BetweenLinks, time, logger)
{
    protected override async Task WorkAsync(CancellationToken cancellationToken)
    {
        foreach (var instance in providers.Instances)
        {
            if (instance.Adapter.Webhooks is not { HasSecret: true })
                await polls.EnqueueNextAsync(instance.Name, cancellationToken);
        }
    }
}
