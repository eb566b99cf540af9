using System.Data.Common;

namespace Unfurl.Server.Storage;

/// <summary>
/// Whether the database responds, for callers that can go on for a while without it. While it does not, one probe waits for
/// it and they do not.
/// </summary>
/// <param name="patience">The longest wait of a caller that can go on without the database.</param>
internal sealed partial class DatabaseAvailability(
    Database database,
    IHostApplicationLifetime lifetime,
    ILogger<DatabaseAvailability> logger,
    TimeSpan patience
)
{
    // The database runs on no test's clock, so neither do waits for it.
    private static readonly TimeProvider Time = TimeProvider.System;

    private static readonly TimeSpan ProbeInterval = TimeSpan.FromMilliseconds(500);

    private int _isAway;

    /// <param name="ask">Asks the database. It may complete after this method.</param>
    /// <returns>Whether the database responded.</returns>
    public async ValueTask<bool> TryAsync(Func<Task> ask)
    {
        if (Volatile.Read(ref _isAway) == 1)
            return false;
        var asked = ask();
        try
        {
            await asked.WaitAsync(patience, Time);
            return true;
        }
        catch (Exception exception)
            when (exception is TimeoutException || exception is DbException failure && database.IsOutage(failure))
        {
            // A late failure is what the probe finds, too.
            _ = asked.ContinueWith(
                late => late.Exception,
                CancellationToken.None,
                TaskContinuationOptions.OnlyOnFaulted,
                TaskScheduler.Default
            );
            if (Interlocked.Exchange(ref _isAway, 1) == 0)
                _ = ProbeAsync();
            return false;
        }
    }

    private async Task ProbeAsync()
    {
        Log.Away(logger);
        while (!await RespondsAsync())
        {
            if (lifetime.ApplicationStopping.IsCancellationRequested)
                return;
            await Task.Delay(ProbeInterval, Time, lifetime.ApplicationStopping)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        Volatile.Write(ref _isAway, 0);
        Log.Back(logger);
    }

    private async Task<bool> RespondsAsync()
    {
        try
        {
            await database.CheckAsync(lifetime.ApplicationStopping);
            return true;
        }
        catch (Exception exception) when (exception is DbException or OperationCanceledException or TimeoutException)
        {
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "The database does not respond: known callers are served from memory for a minute."
        )]
        public static partial void Away(ILogger logger);

        [LoggerMessage(Level = LogLevel.Information, Message = "The database responds again.")]
        public static partial void Back(ILogger logger);
    }
}
