namespace Unfurl.Server.Storage;

internal interface IExpiring
{
    Task<int> RemoveExpiredAsync(CancellationToken cancellationToken);
}

/// <summary>Removes expired codes, tokens, sessions and requests: at start, then every few minutes.</summary>
internal sealed partial class ExpiredRemovalWorker(
    IEnumerable<IExpiring> repositories,
    TimeProvider time,
    ILogger<ExpiredRemovalWorker> logger
) : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do
            {
                // Rooms register from the bottom up. Rows of a higher room keep rows of a lower one in use, so they go first.
                foreach (var repository in repositories.Reverse())
                    await RemoveAsync(repository, stoppingToken);
            } while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    // A failure of one repository must not stop the others or the next round.
    private async Task RemoveAsync(IExpiring repository, CancellationToken cancellationToken)
    {
        try
        {
            if (await repository.RemoveExpiredAsync(cancellationToken) is > 0 and var count)
                Log.Removed(logger, count, repository.GetType().Name);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.Failed(logger, repository.GetType().Name, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "Removed {Count} expired rows of {Repository}.")]
        public static partial void Removed(ILogger logger, int count, string repository);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Could not remove expired rows of {Repository}.")]
        public static partial void Failed(ILogger logger, string repository, Exception exception);
    }
}
