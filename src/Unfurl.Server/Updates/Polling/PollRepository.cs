using Dapper;
using Unfurl.Server.Storage;
using Unfurl.Server.Tracking;

namespace Unfurl.Server.Updates.Polling;

/// <summary>Schedules polls of displays whose provider sends no webhooks.</summary>
internal sealed class PollRepository(Database database, QueuedRefreshJobRepository refreshes, StorageClock time)
{
    /// <summary>
    /// Queues a refresh of the most overdue link, at most one at a time for each provider across all replicas.
    /// </summary>
    public async Task<bool> EnqueueNextAsync(string provider, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var row = new
        {
            provider,
            now = now.ToUnixTimeMilliseconds(),
            next = (now + PollIntervals.BetweenLinks).ToUnixTimeMilliseconds(),
        };
        // Usually no poll is due. A read avoids waiting for a write transaction.
        await using (var connection = await database.OpenAsync(cancellationToken))
        {
            var isAny = await connection.QuerySingleOrDefaultAsync<int?>(
                "SELECT 1 FROM tracked_previews WHERE provider = @provider AND look_at <= @now LIMIT 1",
                row,
                cancellationToken
            );
            if (isAny is null)
                return false;
        }
        return await database.InTransactionAsync(
            async (connection, transaction) =>
            {
                var isOurs = await connection.ExecuteAsync(
                    """
                    INSERT INTO looks (provider, next_at) VALUES (@provider, @next)
                    ON CONFLICT (provider) DO UPDATE SET next_at = excluded.next_at WHERE looks.next_at <= @now
                    """,
                    row,
                    transaction
                );
                if (isOurs == 0)
                    return false;
                var link = await connection.QuerySingleOrDefaultAsync<string>(
                    """
                    SELECT link FROM tracked_previews
                    WHERE provider = @provider AND look_at <= @now ORDER BY look_at LIMIT 1
                    """,
                    row,
                    transaction
                );
                if (link is null)
                    return false;
                var opened = await connection.QuerySingleAsync<long>(
                    "SELECT max(shown_at) FROM tracked_previews WHERE provider = @provider AND link = @link",
                    new { provider, link },
                    transaction
                );
                var interval = PollIntervals.After(now - DateTimeOffset.FromUnixTimeMilliseconds(opened));
                await connection.ExecuteAsync(
                    "UPDATE tracked_previews SET look_at = @lookAt WHERE provider = @provider AND link = @link",
                    new
                    {
                        provider,
                        link,
                        lookAt = (now + interval).ToUnixTimeMilliseconds(),
                    },
                    transaction
                );
                await refreshes.AddAsync(provider, [QueuedRefreshJob.Poll(link)], connection, transaction);
                return true;
            },
            cancellationToken
        );
    }
}
