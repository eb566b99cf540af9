using Npgsql;

namespace Unfurl.Server.Storage;

/// <summary>
/// Locks that replicas share, as rows with an end. An advisory lock belongs to a session, and a pooler in transaction mode gives
/// each transaction another session (https://www.pgbouncer.org/features.html). A row also needs no connection while its holder
/// waits for another service.
/// </summary>
internal sealed class PostgresLocks(Database database)
{
    // Longer than a holder works: it waits for one call of another service, and then writes. A replica that stopped holds its
    // locks no longer than this.
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan MaxPause = TimeSpan.FromMilliseconds(250);

    private readonly LockQueues _queues = new();

    public async Task<IAsyncDisposable> TakeAsync(string name, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(MaxWait, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            // One caller of a process asks the database, and the others wait in order without a connection.
            var place = await _queues.EnterAsync(name, either.Token);
            try
            {
                return new Holder(database, name, await AcquireAsync(name, either.Token), place);
            }
            catch
            {
                place.Dispose();
                throw;
            }
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new NpgsqlException($"Nobody released the lock within {MaxWait.TotalSeconds} seconds.", exception);
        }
    }

    private async Task<string> AcquireAsync(string name, CancellationToken cancellationToken)
    {
        var holder = SecretProtector.NewToken().Reveal();
        for (var pause = FirstPause; ; pause = pause * 2 < MaxPause ? pause * 2 : MaxPause)
        {
            var isOurs = await database.ExecuteAsync(
                $"""
                INSERT INTO locks (name, holder, held_until) VALUES (@name, @holder, {PostgresDatabase.Now} + @lease)
                ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, held_until = excluded.held_until
                WHERE locks.held_until <= {PostgresDatabase.Now}
                    OR locks.held_until > {PostgresDatabase.Now} + @lease
                """,
                new
                {
                    name,
                    holder,
                    lease = (long)Lease.TotalMilliseconds,
                },
                cancellationToken
            );
            if (isOurs > 0)
                return holder;
            await Task.Delay(pause, TimeProvider.System, cancellationToken);
        }
    }

    private sealed class Holder(Database database, string name, string holder, IDisposable place) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            try
            {
                await database.ExecuteAsync(
                    "DELETE FROM locks WHERE name = @name AND holder = @holder",
                    new { name, holder },
                    CancellationToken.None
                );
            }
            // The row ends by itself, and must not hide what the holder met.
            catch (Exception exception) when (PostgresDatabase.IsUnusable(exception)) { }
            finally
            {
                place.Dispose();
            }
        }
    }
}
