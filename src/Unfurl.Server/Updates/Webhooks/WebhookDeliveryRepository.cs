using Unfurl.Server.Storage;

namespace Unfurl.Server.Updates.Webhooks;

/// <summary>Records the ids of accepted deliveries.</summary>
internal sealed class WebhookDeliveryRepository(Database database, StorageClock time) : IExpiring
{
    /// <summary>Longer than providers offer redelivery (GitHub: three days).</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromDays(7);

    /// <summary>A concurrent call with the same id waits until the first transaction ends.</summary>
    /// <returns>False when the delivery was accepted before.</returns>
    public async Task<bool> AddAsync(string provider, string deliveryId, Session session) =>
        await session.ExecuteAsync(
            """
            INSERT INTO webhook_deliveries (provider, delivery_id, received_at) VALUES (@provider, @deliveryId, @now)
            ON CONFLICT (provider, delivery_id) DO NOTHING
            """,
            new
            {
                provider,
                deliveryId,
                now = time.GetUtcNow(),
            }
        ) > 0;

    public Task<int> RemoveExpiredAsync(CancellationToken cancellationToken) =>
        database.ExecuteAsync(
            "DELETE FROM webhook_deliveries WHERE received_at <= @before",
            new { before = time.GetUtcNow() - Retention },
            cancellationToken
        );
}
