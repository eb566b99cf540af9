using System.Diagnostics;
using Unfurl.Server.Connections.Credentials;
using Unfurl.Server.Previews;
using Unfurl.Server.Providers;
using Unfurl.Server.Storage;
using Unfurl.Server.Tracking;
using Unfurl.Server.Updates.Refresh;

namespace Unfurl.Server.Updates.Webhooks;

/// <summary>
/// Takes a delivery: its id and all that it makes due are stored in one transaction, then copies are ended, in all replicas.
/// Should the process end in between, what is due is stored, and whoever does it has to end the copies first.
/// </summary>
internal sealed class WebhookService(
    Database database,
    WebhookDeliveryRepository deliveries,
    QueuedRefreshJobRepository refreshes,
    ISurface surface,
    PreviewCache cache,
    RefreshSignal work,
    UpdateMetrics metrics
)
{
    private const string Accepted = "taken";
    private const string Repeated = "repeated";
    private const string Ignored = "ignored";

    /// <summary>Takes what the provider sent, whether it changes anything here or not.</summary>
    public async Task<IResult> AcceptAsync(ProviderInstance instance, WebhookReading reading)
    {
        var (name, outcome) = reading switch
        {
            WebhookReading.Changed changed => (
                changed.Event,
                await StoreAsync(instance, changed) ? Accepted : Repeated
            ),
            WebhookReading.Ignored ignored => (ignored.Event, Ignored),
            _ => throw new UnreachableException(),
        };
        metrics.Delivered(instance.Name, name, outcome);
        return Results.Accepted();
    }

    /// <returns>False when it was taken before, and so has no effect.</returns>
    private async Task<bool> StoreAsync(ProviderInstance instance, WebhookReading.Changed changed)
    {
        // Not the request's token: what was read to its end is stored, also for a sender who gave up waiting.
        var accounts = await database.InTransactionAsync<IReadOnlyList<string>?>(
            async (connection, transaction) =>
            {
                if (!await deliveries.AddAsync(instance.Name, changed.DeliveryId, connection, transaction))
                    return null;
                var known = new List<string>();
                foreach (var subject in changed.Subjects.Distinct(StringComparer.Ordinal))
                {
                    var account = await CredentialRepository.FindAccountAsync(
                        instance.Name,
                        subject,
                        connection,
                        transaction
                    );
                    if (account is not null)
                        known.Add(account);
                }
                List<QueuedRefreshJob> due =
                [
                    .. changed.Refresh.Select(QueuedRefreshJob.Expire),
                    .. changed.Purge.Select(QueuedRefreshJob.Purge),
                    .. known.Select(QueuedRefreshJob.PurgeAccount),
                ];
                await refreshes.AddAsync(instance.Name, due, connection, transaction);
                foreach (
                    var purged in due.Where(refresh => refresh.Kind == RefreshKind.Purge)
                        .ToLookup(refresh => refresh.Scope, refresh => refresh.Name)
                )
                    await surface.DropAsync(instance.Name, purged.Key, purged, connection, transaction);
                return known;
            },
            CancellationToken.None
        );
        if (accounts is null)
            return false;

        cache.Purge(instance.Name, changed.Purge);
        foreach (var account in accounts)
            cache.PurgeAccount(account);
        cache.Expire(instance.Name, changed.Refresh);
        work.RaiseAfter(QueuedRefreshJobRepository.Debounce);
        return true;
    }
}
