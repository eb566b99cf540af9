using Unfurl.Server.Storage;

namespace Unfurl.Server.Updates.Jobs;

/// <summary>The times of queued jobs and of their lanes.</summary>
internal sealed class JobTimes(Database database, StorageClock clock) : IStoringTimes
{
    /// <summary>The longest delay between two attempts.</summary>
    public static readonly TimeSpan MaxRetryDelay = TimeSpan.FromHours(1);

    /// <summary>The longest time for which calls of a lane are held back.</summary>
    public static readonly TimeSpan MaxHold = TimeSpan.FromDays(1);

    /// <inheritdoc/>
    /// <remarks>
    /// A call that seems to be in the future counts as one that was just made, so the limits hold while the times heal.
    /// </remarks>
    public async Task<int> CorrectTimesAsync(CancellationToken cancellationToken)
    {
        var correction = new TimeCorrection(database, clock);
        var times = new
        {
            now = correction.Now,
            latest = correction.Latest,
            tolerance = Milliseconds(StorageClockWorker.Tolerance),
            maxHold = Milliseconds(MaxHold),
            lease = Milliseconds(JobQueue.LeaseDuration),
            maxRetry = Milliseconds(MaxRetryDelay),
        };
        // A hold is stored with the time of the last call, so both are wrong by the same time.
        var lanes = await correction.ExecuteAsync(
            """
            UPDATE job_lanes SET
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
        var leases = await correction.ExecuteAsync(
            "UPDATE jobs SET leased_until = @now + @lease WHERE leased_until > @latest + @lease",
            times,
            cancellationToken
        );
        // A job waits for its retry, or for as long as its lane is held.
        var jobs = await correction.ExecuteAsync(
            $"""
            UPDATE jobs SET
                due_at = CASE WHEN due_at > @now THEN @now ELSE due_at END,
                requested_at = CASE WHEN requested_at > @now THEN @now ELSE requested_at END
            WHERE requested_at > @latest
                OR (due_at > @latest + {Retries.LongestSql("attempts", "@maxRetry")}
                    AND due_at > @tolerance + coalesce((
                        SELECT max(l.held_until) FROM job_lanes l
                        WHERE l.surface = jobs.surface AND (l.lane = jobs.lane OR l.lane = '')), 0))
            """,
            times,
            cancellationToken
        );
        return lanes + leases + jobs;
    }

    private static long Milliseconds(TimeSpan duration) => (long)duration.TotalMilliseconds;
}
