namespace Unfurl.Server.Storage;

/// <summary>Stores times that decide when work goes on.</summary>
internal interface IStoringTimes
{
    /// <summary>
    /// Corrects times that are further ahead than this service stores them: a clock was wrong when they were stored. They
    /// would stop the work until the clock gets there.
    /// </summary>
    Task<int> CorrectTimesAsync(CancellationToken cancellationToken);
}

/// <summary>
/// Reads the database's clock and corrects stored times, so that what a wrong clock did heals within a minute.
/// </summary>
internal sealed partial class StorageClockWorker(
    StorageClock clock,
    IEnumerable<IStoringTimes> repositories,
    TimeProvider time,
    ILogger<StorageClockWorker> logger
) : PeriodicWorker(Interval, time, logger)
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(20);

    /// <summary>Clocks of hosts with NTP differ by less.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan WarningInterval = TimeSpan.FromMinutes(1);

    private long? _warnedAt;

    protected override async Task WorkAsync(CancellationToken cancellationToken)
    {
        await TryAsync(ReadAsync, cancellationToken);
        foreach (var repository in repositories)
            await TryAsync(token => CorrectAsync(repository, token), cancellationToken);
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        if (await clock.ReadAsync(cancellationToken) is not { } ahead || ahead.Duration() <= Tolerance)
            return;
        if (_warnedAt is { } warned && Time.GetElapsedTime(warned) < WarningInterval)
            return;
        _warnedAt = Time.GetTimestamp();
        Log.Differs(logger, Math.Round(ahead.Duration().TotalSeconds), ahead > TimeSpan.Zero ? "ahead of" : "behind");
    }

    private async Task CorrectAsync(IStoringTimes repository, CancellationToken cancellationToken)
    {
        if (await repository.CorrectTimesAsync(cancellationToken) is > 0 and var count)
            Log.Corrected(logger, count, repository.GetType().Name);
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "This host's clock is {Seconds} seconds {Direction} the database's. Sign-ins that begin at one replica may fail at another: set the clock, e.g. with NTP."
        )]
        public static partial void Differs(ILogger logger, double seconds, string direction);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "Corrected {Count} stored times of {Repository}, which a clock that was ahead had stored."
        )]
        public static partial void Corrected(ILogger logger, int count, string repository);
    }
}
