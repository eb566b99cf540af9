using System.Data.Common;

namespace Unfurl.Server.Storage;

/// <summary>
/// Writes SQLite's log into its file in the background. Otherwise about every hundredth writer does it and waits for the disk
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
            // The service stops.
        }
    }

    private void Checkpoint()
    {
        try
        {
            database.Checkpoint();
        }
        // The next writer meets the same failure and reports it.
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
