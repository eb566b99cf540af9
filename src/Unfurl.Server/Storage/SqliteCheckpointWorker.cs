using System.Data.Common;

namespace Unfurl.Server.Storage;

/// <summary>
/// Keeps SQLite's log short. Left to itself, SQLite has every hundredth or so of those who write wait until the disk has all of it
/// (https://www.sqlite.org/wal.html#avoiding_excessively_large_wal_files).
/// </summary>
internal sealed partial class SqliteCheckpointWorker(
    SqliteDatabase database,
    TimeProvider time,
    ILogger<SqliteCheckpointWorker> logger
) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                Checkpoint();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service ends.
        }
    }

    private void Checkpoint()
    {
        try
        {
            database.Checkpoint();
        }
        // Whoever writes meets the same trouble, and says so to whom it concerns.
        catch (DbException exception) when (database.IsOutage(exception))
        {
            Log.Failed(logger, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "SQLite's log could not be moved into its file.")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
