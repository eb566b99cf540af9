using Unfurl.Notion.Api;
using Unfurl.Server.Storage;
using Unfurl.Server.Updates;

namespace Unfurl.Server.Notion.Push;

/// <summary>The times of queued pushes and of Notion's limits.</summary>
internal sealed class PushTimes(Database database, StorageClock clock) : IStoringTimes
{
    /// <inheritdoc/>
    /// <remarks>
    /// A call that seems to be in the future counts as one that was just made, so the limits hold while the times heal.
    /// </remarks>
    public async Task<int> CorrectTimesAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var times = new
        {
            now,
            // What a right clock may have stored at most.
            latest = now + Milliseconds(StorageClockWorker.Tolerance),
            tolerance = Milliseconds(StorageClockWorker.Tolerance),
            maxHold = Milliseconds(NotionClient.MaxRetryAfter),
            lease = Milliseconds(LeasedPushJobRepository.LeaseDuration),
            maxRetry = Milliseconds(PushWorker.MaxRetryDelay),
        };
        await using var connection = await database.OpenAsync(cancellationToken);
        // FailAsync stores a throttle with the time of the last call, so both are wrong by the same time.
        var limits = await connection.ExecuteAsync(
            """
            UPDATE workspace_limits SET
                held_until = CASE
                    WHEN last_at > @latest AND held_until > last_at AND held_until - last_at <= @maxHold
                        THEN held_until - last_at + @now
                    WHEN last_at > @latest AND held_until > @now THEN @now
                    WHEN held_until > @latest + @maxHold THEN @now
                    ELSE held_until END,
                last_at = CASE WHEN last_at > @latest THEN @now ELSE last_at END,
                second_last_at = CASE WHEN second_last_at > @latest THEN @now ELSE second_last_at END,
                third_last_at = CASE WHEN third_last_at > @latest THEN @now ELSE third_last_at END
            WHERE last_at > @latest OR second_last_at > @latest OR third_last_at > @latest
                OR held_until > @latest + @maxHold
            """,
            times,
            cancellationToken
        );
        var leases = await connection.ExecuteAsync(
            "UPDATE due_pushes SET claimed_until = @now + @lease WHERE claimed_until > @latest + @lease",
            times,
            cancellationToken
        );
        // A job waits for its retry, or for as long as Notion asked for.
        var jobs = await connection.ExecuteAsync(
            $"""
            UPDATE due_pushes SET
                due_at = CASE WHEN due_at > @now THEN @now ELSE due_at END,
                requested_at = CASE WHEN requested_at > @now THEN @now ELSE requested_at END
            WHERE requested_at > @latest
                OR (due_at > @latest + {Retries.LongestSql("attempts", "@maxRetry")}
                    AND due_at > @tolerance + (
                        SELECT max(w.held_until) FROM workspace_limits w
                        WHERE w.workspace_id = due_pushes.workspace_id OR w.workspace_id = ''))
            """,
            times,
            cancellationToken
        );
        return limits + leases + jobs;
    }

    private static long Milliseconds(TimeSpan duration) => (long)duration.TotalMilliseconds;
}
