namespace Unfurl.Server.Storage;

/// <summary>
/// The time for what is stored. With PostgreSQL it is the server's, which all replicas share: read at intervals and continued by
/// this process's monotonic clock, so that setting a host's clock does not change it. SQLite has this process's clock.
/// </summary>
/// <param name="time">The process's clock.</param>
/// <param name="readDatabase">Reads the database's clock; null if it has none of its own.</param>
internal sealed class StorageClock(TimeProvider time, Func<CancellationToken, Task<DateTimeOffset?>> readDatabase)
    : TimeProvider
{
    // In memory, the time and the timestamp belong together.
    private volatile Reading? _reading;

    public override TimeZoneInfo LocalTimeZone => time.LocalTimeZone;

    public override long TimestampFrequency => time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() =>
        _reading is { } reading ? reading.Time + time.GetElapsedTime(reading.Timestamp) : time.GetUtcNow();

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        time.CreateTimer(callback, state, dueTime, period);

    /// <returns>How far the process's clock is ahead of the database's; null if there is one clock.</returns>
    public async Task<TimeSpan?> ReadAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        if (await readDatabase(cancellationToken) is not { } read)
            return null;
        // The server read its clock between the question and the answer.
        var now = read + (time.GetElapsedTime(started) / 2);
        _reading = new Reading(now, time.GetTimestamp());
        return time.GetUtcNow() - now;
    }

    private sealed record Reading(DateTimeOffset Time, long Timestamp);
}
