using Unfurl.Server.Storage;
using Unfurl.Server.Tracking;
using Unfurl.Server.Updates.Refresh;

namespace Unfurl.Server.Updates;

/// <summary>The times of queued refreshes, polls and deliveries.</summary>
internal sealed class UpdateTimes(Database database, StorageClock clock) : IStoringTimes
{
    public async Task<int> CorrectTimesAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var times = new
        {
            now = now.ToUnixTimeMilliseconds(),
            // What a right clock may have stored at most.
            latest = (now + StorageClockWorker.Tolerance).ToUnixTimeMilliseconds(),
            lease = Milliseconds(QueuedRefreshJobRepository.LeaseDuration),
            maxRetry = Milliseconds(RefreshWorker.MaxRetryDelay),
            betweenLinks = Milliseconds(PollIntervals.BetweenLinks),
            shortest = Milliseconds(PollIntervals.After(TimeSpan.Zero)),
            longest = Milliseconds(PollIntervals.After(TimeSpan.MaxValue)),
            recent = (now - PollIntervals.Recent).ToUnixTimeMilliseconds(),
        };
        await using var connection = await database.OpenAsync(cancellationToken);
        var corrected = 0;
        foreach (var statement in Statements)
            corrected += await connection.ExecuteAsync(statement, times, cancellationToken);
        return corrected;
    }

    private static IEnumerable<string> Statements =>
        [
            "UPDATE due_refreshes SET claimed_until = @now + @lease WHERE claimed_until > @latest + @lease",
            $"""
                UPDATE due_refreshes SET
                    due_at = CASE WHEN due_at > @now THEN @now ELSE due_at END,
                    requested_at = CASE WHEN requested_at > @now THEN @now ELSE requested_at END
                WHERE requested_at > @latest OR due_at > @latest + {Retries.LongestSql("attempts", "@maxRetry")}
                """,
            "UPDATE webhook_deliveries SET received_at = @now WHERE received_at > @latest",
            "UPDATE looks SET next_at = @now WHERE next_at > @latest + @betweenLinks",
            "UPDATE tracked_previews SET shown_at = @now WHERE shown_at > @latest",
            // Only polled providers have a row in looks, and the index begins with the provider.
            """
                UPDATE tracked_previews SET look_at = @now
                WHERE provider IN (SELECT provider FROM looks) AND look_at > @latest
                    AND look_at > @latest + CASE WHEN shown_at > @recent THEN @shortest ELSE @longest END
                """,
        ];

    private static long Milliseconds(TimeSpan duration) => (long)duration.TotalMilliseconds;
}
