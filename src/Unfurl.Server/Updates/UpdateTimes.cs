using Unfurl.Server.Storage;
using Unfurl.Server.Tracking;

namespace Unfurl.Server.Updates;

/// <summary>The times of polls, deliveries and displays.</summary>
internal sealed class UpdateTimes(Database database, StorageClock clock) : IStoringTimes
{
    public async Task<int> CorrectTimesAsync(CancellationToken cancellationToken)
    {
        var correction = new TimeCorrection(database, clock);
        var times = new
        {
            now = correction.Now,
            latest = correction.Latest,
            betweenLinks = Milliseconds(PollIntervals.BetweenLinks),
            shortest = Milliseconds(PollIntervals.After(TimeSpan.Zero)),
            longest = Milliseconds(PollIntervals.After(TimeSpan.MaxValue)),
            recent = correction.Now - PollIntervals.Recent,
        };
        var corrected = 0;
        foreach (var statement in Statements)
            corrected += await correction.ExecuteAsync(statement, times, cancellationToken);
        return corrected;
    }

    private static IEnumerable<string> Statements =>
        [
            "UPDATE webhook_deliveries SET received_at = @now WHERE received_at > @latest",
            "UPDATE looks SET next_at = @now WHERE next_at > @latest + @betweenLinks",
            "UPDATE displays SET shown_at = @now WHERE shown_at > @latest",
            // Only polled providers have a row in looks, and the index begins with the provider.
            """
                UPDATE displays SET look_at = @now
                WHERE provider IN (SELECT provider FROM looks) AND look_at > @latest
                    AND look_at > @latest + CASE WHEN shown_at > @recent THEN @shortest ELSE @longest END
                """,
        ];

    private static long Milliseconds(TimeSpan duration) => (long)duration.TotalMilliseconds;
}
