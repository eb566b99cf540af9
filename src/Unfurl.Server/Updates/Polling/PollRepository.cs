using Unfurl.Server.Storage;
using Unfurl.Server.Tracking;
using Unfurl.Server.Updates.Refresh;

namespace Unfurl.Server.Updates.Polling;

/// <summary>Schedules polls of displays whose provider sends no webhooks.</summary>
internal sealed class PollRepository(Database database, RefreshQueue refreshes, StorageClock time)
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
            now,
            next = now + PollIntervals.BetweenLinks,
        };
        // Usually no poll is due. A read avoids waiting for a write transaction.
        var isAny = await database.QuerySingleOrDefaultAsync<int?>(
            "SELECT 1 FROM displays WHERE provider = @provider AND look_at <= @now LIMIT 1",
            row,
            cancellationToken
        );
        if (isAny is null)
            return false;
        return await database.InTransactionAsync(
            async session =>
            {
                var isOurs = await session.ExecuteAsync(
                    """
                    INSERT INTO looks (provider, next_at) VALUES (@provider, @next)
                    ON CONFLICT (provider) DO UPDATE SET next_at = excluded.next_at WHERE looks.next_at <= @now
                    """,
                    row
                );
                if (isOurs == 0)
                    return false;
                var link = await session.QuerySingleOrDefaultAsync<string>(
                    """
                    SELECT link FROM displays
                    WHERE provider = @provider AND look_at <= @now ORDER BY look_at LIMIT 1
                    """,
                    row
                );
                if (link is null)
                    return false;
                var opened = await session.QuerySingleAsync<DateTimeOffset>(
                    "SELECT max(shown_at) FROM displays WHERE provider = @provider AND link = @link",
                    new { provider, link }
                );
                var interval = PollIntervals.After(now - opened);
                await session.ExecuteAsync(
                    "UPDATE displays SET look_at = @lookAt WHERE provider = @provider AND link = @link",
                    new
                    {
                        provider,
                        link,
                        lookAt = now + interval,
                    }
                );
                await refreshes.AddAsync(provider, [RefreshTarget.Poll(link)], session);
                return true;
            },
            cancellationToken
        );
    }
}
