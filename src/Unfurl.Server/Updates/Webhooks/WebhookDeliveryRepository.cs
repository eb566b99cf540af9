using System.Data.Common;
using Dapper;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Updates.Webhooks;

/// <summary>Which deliveries were taken.</summary>
internal sealed class WebhookDeliveryRepository(Database database, TimeProvider time) : IExpiring
{
    /// <summary>Longer than providers offer to send a delivery again (GitHub: three days).</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromDays(7);

    /// <summary>Notes a delivery. Of two that come at once the second waits for what becomes of the first.</summary>
    /// <returns>False when it was taken before.</returns>
    public async Task<bool> AddAsync(
        string provider,
        string deliveryId,
        DbConnection connection,
        DbTransaction transaction
    ) =>
        await connection.ExecuteAsync(
            """
            INSERT INTO webhook_deliveries (provider, delivery_id, received_at) VALUES (@provider, @deliveryId, @now)
            ON CONFLICT (provider, delivery_id) DO NOTHING
            """,
            new
            {
                provider,
                deliveryId,
                now = time.GetUtcNow().ToUnixTimeMilliseconds(),
            },
            transaction
        ) > 0;

    public async Task<int> RemoveExpiredAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteAsync(
            "DELETE FROM webhook_deliveries WHERE received_at <= @before",
            new { before = (time.GetUtcNow() - Retention).ToUnixTimeMilliseconds() },
            cancellationToken
        );
    }
}
