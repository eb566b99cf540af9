using System.Diagnostics;
using System.Security.Cryptography;
using Unfurl.Server.Connections.Credentials;
using Unfurl.Server.Previews;
using Unfurl.Server.Providers;
using Unfurl.Server.Storage;
using Unfurl.Server.Tracking;
using Unfurl.Server.Updates.Refresh;

namespace Unfurl.Server.Updates.Webhooks;

/// <summary>
/// Stores a delivery with its refreshes in one transaction, then invalidates entries in all replicas. If the process
/// stops in between, the refresh invalidates them.
/// </summary>
internal sealed class WebhookService(
    Database database,
    WebhookDeliveryRepository deliveries,
    RefreshQueue refreshes,
    Surfaces surfaces,
    Invalidator invalidator,
    RefreshSignal signal,
    UpdateMetrics metrics
)
{
    private const string Accepted = "taken";
    private const string Repeated = "repeated";
    private const string Ignored = "ignored";

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

    /// <summary>As if the provider had said that everything changed.</summary>
    public Task RefreshEverythingAsync(ProviderInstance instance) =>
        StoreAsync(
            instance,
            new WebhookReading.Changed(RandomNumberGenerator.GetHexString(32), "reload") { PurgesEverything = true }
        );

    // Returns false when the delivery was accepted before.
    private async Task<bool> StoreAsync(ProviderInstance instance, WebhookReading.Changed changed)
    {
        // Not the request's token: a verified delivery is stored even if the sender stops waiting.
        var accounts = await database.InTransactionAsync<IReadOnlyList<string>?>(
            async session =>
            {
                if (!await deliveries.AddAsync(instance.Name, changed.DeliveryId, session))
                    return null;
                var accountIds = new List<string>();
                foreach (var subject in changed.Subjects.Distinct(StringComparer.Ordinal))
                {
                    var account = await CredentialRepository.FindAccountAsync(instance.Name, subject, session);
                    if (account is not null)
                        accountIds.Add(account);
                }
                List<RefreshTarget> targets =
                [
                    .. changed.Refresh.Select(RefreshTarget.Expire),
                    .. changed.Purge.Select(RefreshTarget.Purge),
                    .. accountIds.Select(RefreshTarget.PurgeAccount),
                ];
                if (changed.PurgesEverything)
                    targets.Add(RefreshTarget.PurgeProvider());
                await refreshes.AddAsync(instance.Name, targets, session);
                foreach (
                    var purged in targets
                        .Where(refresh => refresh.Kind == RefreshKind.Purge)
                        .ToLookup(refresh => refresh.Scope, refresh => refresh.Name)
                )
                    await surfaces.DropAsync(instance.Name, purged.Key, [.. purged], session);
                return accountIds;
            },
            CancellationToken.None
        );
        if (accounts is null)
            return false;

        // The refreshes see to it that this arrives.
        if (changed.PurgesEverything)
            _ = invalidator.PurgeAsync(InvalidationTag.OfProvider(instance.Name));
        _ = invalidator.PurgeAsync([
            .. InvalidationTag.OfResources(instance.Name, changed.Purge),
            .. accounts.Select(InvalidationTag.OfAccount),
        ]);
        _ = invalidator.ExpireAsync(InvalidationTag.OfResources(instance.Name, changed.Refresh));
        signal.RaiseAfter(RefreshQueue.Debounce);
        return true;
    }
}
