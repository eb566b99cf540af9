using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Notion.Enrich.Events;

/// <summary>Stores the tokens that sign events, and the steps that lead to one.</summary>
internal sealed class SubscriptionRepository(Database database, SecretProtector protector, StorageClock time)
{
    // More often than anybody looks.
    private static readonly TimeSpan NoteInterval = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _noted = new(StringComparer.Ordinal);

    /// <param name="connection">Its name.</param>
    public async Task<EventSubscription> FindAsync(string connection, CancellationToken cancellationToken) =>
        await database.QuerySingleOrDefaultAsync<EventSubscription>(
            """
            SELECT open_until, pending_at, shown_at, discarded_at, token_at AS active_at, last_event_at, last_event_type
            FROM notion_webhooks WHERE connection = @connection
            """,
            new { connection },
            cancellationToken
        ) ?? new();

    /// <returns>The token that signs the events; null if there is none.</returns>
    public async Task<Secret?> FindTokenAsync(string connection, CancellationToken cancellationToken) =>
        protector.Read(
            await database.QuerySingleOrDefaultAsync<string>(
                "SELECT token FROM notion_webhooks WHERE connection = @connection",
                new { connection },
                cancellationToken
            )
        );

    /// <summary>From now on a handshake is taken, for <see cref="EventSubscription.Window"/>. What was pending is discarded.</summary>
    public Task OpenAsync(string connection, CancellationToken cancellationToken) =>
        database.ExecuteAsync(
            """
            INSERT INTO notion_webhooks (connection, open_until) VALUES (@connection, @until)
            ON CONFLICT (connection) DO UPDATE SET open_until = excluded.open_until, pending_token = NULL,
                pending_at = NULL, shown_at = NULL, discarded_at = NULL
            """,
            new { connection, until = time.GetUtcNow() + EventSubscription.Window },
            cancellationToken
        );

    /// <summary>Nobody waits any more. What was pending is discarded; what is active stays.</summary>
    public Task CloseAsync(string connection, CancellationToken cancellationToken) =>
        database.ExecuteAsync(
            """
            UPDATE notion_webhooks SET open_until = NULL, pending_token = NULL, pending_at = NULL, shown_at = NULL,
                discarded_at = NULL
            WHERE connection = @connection
            """,
            new { connection },
            cancellationToken
        );

    /// <summary>Keeps the token of a handshake until an administrator has decided about it.</summary>
    public async Task<HandshakeOutcome> TakeAsync(string connection, Secret token, CancellationToken cancellationToken)
    {
        // Anybody can send one, and must not lock what others write.
        if (!(await FindAsync(connection, cancellationToken)).IsOpen(time.GetUtcNow()))
            return HandshakeOutcome.NotExpected;
        return await database.InTransactionAsync(
            async session =>
            {
                var now = time.GetUtcNow();
                var (openUntil, pending) = await session.QuerySingleOrDefaultAsync<(DateTimeOffset?, string?)>(
                    $"SELECT open_until, pending_token FROM notion_webhooks WHERE connection = @connection {session.ForUpdate}",
                    new { connection }
                );
                if (!(openUntil > now))
                    return HandshakeOutcome.NotExpected;
                if (pending is null)
                {
                    await session.ExecuteAsync(
                        "UPDATE notion_webhooks SET pending_token = @token, pending_at = @now WHERE connection = @connection",
                        new
                        {
                            connection,
                            token = protector.Protect(token),
                            now,
                        }
                    );
                    return HandshakeOutcome.Taken;
                }
                // Sent again, because our answer was lost.
                if (protector.Read(pending) is { } before && AreEqual(before, token))
                    return HandshakeOutcome.Taken;
                await session.ExecuteAsync(
                    """
                    UPDATE notion_webhooks SET open_until = NULL, pending_token = NULL, pending_at = NULL, shown_at = NULL,
                        discarded_at = @now
                    WHERE connection = @connection
                    """,
                    new { connection, now }
                );
                return HandshakeOutcome.Discarded;
            },
            cancellationToken
        );
    }

    /// <returns>The pending token, once; null afterwards, or when there is none.</returns>
    public async Task<Secret?> ShowAsync(string connection, CancellationToken cancellationToken) =>
        protector.Read(
            await database.InTransactionAsync(
                session =>
                    session.QuerySingleOrDefaultAsync<string>(
                        """
                        UPDATE notion_webhooks SET shown_at = @now
                        WHERE connection = @connection AND pending_token IS NOT NULL AND shown_at IS NULL
                        RETURNING pending_token
                        """,
                        new { connection, now = time.GetUtcNow() }
                    ),
                cancellationToken
            )
        );

    /// <summary>Notion accepted the pending token: it signs the events from now on.</summary>
    /// <param name="pendingAt">When the token came that was shown.</param>
    /// <returns>False if another one is pending by now, or none.</returns>
    public async Task<bool> AcceptAsync(
        string connection,
        DateTimeOffset pendingAt,
        CancellationToken cancellationToken
    ) =>
        await database.ExecuteAsync(
            """
            UPDATE notion_webhooks SET token = pending_token, token_at = @now, last_event_at = NULL, last_event_type = NULL,
                open_until = NULL, pending_token = NULL, pending_at = NULL, shown_at = NULL, discarded_at = NULL
            WHERE connection = @connection AND pending_at = @pendingAt AND shown_at IS NOT NULL
            """,
            new
            {
                connection,
                pendingAt,
                now = time.GetUtcNow(),
            },
            cancellationToken
        ) > 0;

    /// <summary>Records that events come. Not each of them is.</summary>
    public async Task NoteEventAsync(string connection, string type, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_noted.TryGetValue(connection, out var before) && now - before < NoteInterval && now >= before)
            return;
        _noted[connection] = now;
        await database.ExecuteAsync(
            "UPDATE notion_webhooks SET last_event_at = @now, last_event_type = @type WHERE connection = @connection",
            new
            {
                connection,
                type,
                now,
            },
            cancellationToken
        );
    }

    private static bool AreEqual(Secret one, Secret other) =>
        CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(one.Reveal()),
            Encoding.UTF8.GetBytes(other.Reveal())
        );
}
