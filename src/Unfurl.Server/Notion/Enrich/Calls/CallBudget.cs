using Unfurl.Notion.Api;
using Unfurl.Server.Storage;
using Unfurl.Server.Tracking;
using Unfurl.Server.Updates.Jobs;

namespace Unfurl.Server.Notion.Enrich.Calls;

/// <summary>
/// Keeps the calls of each connection within Notion's limit for 60 seconds, over all replicas. A limit of the whole workspace
/// holds back the pushes of previews to it too, and theirs holds back these calls.
/// </summary>
internal sealed class CallBudget(Database database, StorageClock time)
{
    // Notion's window, and what a call may take to get there: Notion counts when it arrives.
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(61.5);

    // Calls are counted by tenths of a second.
    private static readonly TimeSpan Slot = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan BlockedFor = TimeSpan.FromHours(1);

    // What rows leave to others that were refused: one in ten calls, until they had their turn.
    private const int LeavesOneIn = 10;

    private const int HintsOneIn = 5;

    private static readonly TimeSpan WaitForOthers = TimeSpan.FromSeconds(6);

    /// <summary>Counts one call that follows at once.</summary>
    /// <param name="isForRows">Whether it leaves a part to calls that wait.</param>
    /// <returns>Null if it may follow; otherwise when to ask again.</returns>
    public Task<DateTimeOffset?> ClaimAsync(
        NotionConnection connection,
        bool isForRows,
        CancellationToken cancellationToken
    ) => database.InTransactionAsync(session => ClaimAsync(connection, isForRows, session), cancellationToken);

    private async Task<DateTimeOffset?> ClaimAsync(NotionConnection connection, bool isForRows, Session session)
    {
        var lane = new
        {
            surface = DisplayId.Database,
            notion = DisplayId.Notion,
            lane = connection.Name,
            workspace = connection.User?.WorkspaceId ?? "",
        };
        await session.ExecuteAsync(
            """
            INSERT INTO job_lanes VALUES (@surface, @lane, 0, 0, 0, 0) ON CONFLICT (surface, lane) DO NOTHING
            """,
            lane
        );
        // The lock of the connection's own row makes claims of all replicas wait for each other.
        await session.ExecuteAsync(
            $"SELECT 1 FROM job_lanes WHERE surface = @surface AND lane = @lane {session.ForUpdate}",
            lane
        );
        var now = time.GetUtcNow();
        var held = await session.QuerySingleAsync<DateTimeOffset>(
            """
            SELECT max(held_until) FROM job_lanes
            WHERE (surface = @surface AND lane = @lane) OR (surface = @notion AND (lane = @workspace OR lane = ''))
            """,
            lane
        );
        var slot = now.AddTicks(-(now.UtcTicks % Slot.Ticks));
        var row = new
        {
            lane.surface,
            lane.lane,
            slot,
            before = slot - Window,
            waiting = $"{lane.lane} waits",
        };
        if (held > now)
        {
            if (!isForRows)
                await WaitAsync(row, session);
            return held;
        }
        await session.ExecuteAsync(
            """
            DELETE FROM lane_calls
            WHERE surface = @surface AND lane IN (@lane, @waiting) AND (called_at <= @before OR called_at > @slot)
            """,
            row
        );
        var (calls, first) = await session.QuerySingleAsync<(long Calls, DateTimeOffset? First)>(
            "SELECT coalesce(sum(calls), 0), min(called_at) FROM lane_calls WHERE surface = @surface AND lane = @lane",
            row
        );
        if (calls >= connection.CallsPerMinute)
        {
            if (!isForRows)
                await WaitAsync(row, session);
            var until = first!.Value + Slot + Window;
            await HoldAsync(DisplayId.Database, connection.Name, until, now, session);
            return until;
        }
        if (
            isForRows
            && calls >= connection.CallsPerMinute - connection.CallsPerMinute / LeavesOneIn
            && await session.QuerySingleOrDefaultAsync<int?>(
                "SELECT 1 FROM lane_calls WHERE surface = @surface AND lane = @waiting LIMIT 1",
                row
            )
                is not null
        )
            return now + WaitForOthers;
        await session.ExecuteAsync(
            """
            INSERT INTO lane_calls (surface, lane, called_at, calls) VALUES (@surface, @lane, @slot, 1)
            ON CONFLICT (surface, lane, called_at) DO UPDATE SET calls = lane_calls.calls + 1
            """,
            row
        );
        return null;
    }

    /// <summary>
    /// Whether pages that events name may be read, though they may be no rows at all: as long as not too many of the last minute were
    /// none.
    /// </summary>
    public async Task<bool> MayHintAsync(NotionConnection connection, CancellationToken cancellationToken) =>
        await database.QuerySingleOrDefaultAsync<long>(
            """
            SELECT coalesce(sum(calls), 0) FROM lane_calls
            WHERE surface = @surface AND lane = @lane AND called_at > @before AND called_at <= @now
            """,
            HintsOf(connection),
            cancellationToken
        ) < Math.Max(1, connection.CallsPerMinute / HintsOneIn);

    /// <summary>A page that an event named was read, and is no row.</summary>
    public Task NoteEmptyHintAsync(NotionConnection connection, CancellationToken cancellationToken) =>
        database.ExecuteAsync(
            """
            DELETE FROM lane_calls
            WHERE surface = @surface AND lane = @lane AND (called_at <= @before OR called_at > @now);
            INSERT INTO lane_calls (surface, lane, called_at, calls) VALUES (@surface, @lane, @now, 1)
            ON CONFLICT (surface, lane, called_at) DO UPDATE SET calls = lane_calls.calls + 1
            """,
            HintsOf(connection),
            cancellationToken
        );

    private object HintsOf(NotionConnection connection)
    {
        var now = time.GetUtcNow();
        return new
        {
            surface = DisplayId.Database,
            lane = $"{connection.Name} hints",
            now,
            before = now - Window,
        };
    }

    /// <summary>Rows need not leave anything any more.</summary>
    public Task EndWaitAsync(NotionConnection connection, CancellationToken cancellationToken) =>
        database.ExecuteAsync(
            "DELETE FROM lane_calls WHERE surface = @surface AND lane = @waiting",
            new { surface = DisplayId.Database, waiting = $"{connection.Name} waits" },
            cancellationToken
        );

    private static Task<int> WaitAsync(object row, Session session) =>
        session.ExecuteAsync(
            """
            INSERT INTO lane_calls (surface, lane, called_at, calls) VALUES (@surface, @waiting, @slot, 1)
            ON CONFLICT (surface, lane, called_at) DO NOTHING
            """,
            row
        );

    /// <summary>Holds back what a response says must wait.</summary>
    public Task HoldAsync(NotionConnection connection, ApiFailure failure, CancellationToken cancellationToken)
    {
        var (surface, lane, wait) = failure.Kind switch
        {
            ApiFailureKind.ConnectionLimited => (DisplayId.Database, connection.Name, failure.Wait),
            ApiFailureKind.WorkspaceLimited when connection.User is { } user => (
                DisplayId.Notion,
                user.WorkspaceId,
                failure.Wait
            ),
            ApiFailureKind.WorkspaceLimited => (DisplayId.Database, connection.Name, failure.Wait),
            ApiFailureKind.Overloaded => (DisplayId.Notion, "", failure.Wait),
            ApiFailureKind.Blocked => (DisplayId.Database, connection.Name, BlockedFor),
            _ => (DisplayId.Database, connection.Name, failure.Wait),
        };
        if (wait <= TimeSpan.Zero)
            return Task.CompletedTask;
        return database.InTransactionAsync(
            async session =>
            {
                var now = time.GetUtcNow();
                var until = now + (wait < JobTimes.MaxHold ? wait : JobTimes.MaxHold);
                await session.ExecuteAsync(
                    "INSERT INTO job_lanes VALUES (@surface, @lane, 0, 0, 0, 0) ON CONFLICT (surface, lane) DO NOTHING",
                    new { surface, lane }
                );
                return await HoldAsync(surface, lane, until, now, session);
            },
            cancellationToken
        );
    }

    // With the time of a call, by which a clock that was set back is noticed.
    private static Task<int> HoldAsync(
        string surface,
        string lane,
        DateTimeOffset until,
        DateTimeOffset now,
        Session session
    ) =>
        session.ExecuteAsync(
            """
            UPDATE job_lanes
            SET held_until = @until, last_at = CASE WHEN last_at < @now THEN @now ELSE last_at END
            WHERE surface = @surface AND lane = @lane AND held_until < @until
            """,
            new
            {
                surface,
                lane,
                until,
                now,
            }
        );
}
