using Unfurl.Server.Logging;

namespace Unfurl.Server.Updates;

/// <summary>
/// Does what storage says is due, several things at once. Nothing that fails ends it: what was claimed and not done is due
/// again when its claim is over, here or in another replica.
/// </summary>
/// <param name="atOnce">How many things at once.</param>
/// <param name="signal">Says that there may be something to do.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Hears of trouble.</param>
internal abstract partial class UpdateWorker(int atOnce, WorkSignal signal, TimeProvider time, ILogger logger)
    : BackgroundService
{
    /// <summary>Storage in trouble is not asked over and over.</summary>
    private static readonly TimeSpan FailureDelay = TimeSpan.FromSeconds(2);

    protected TimeProvider Time { get; } = time;

    /// <summary>What other replicas stored is noticed after this.</summary>
    protected virtual TimeSpan Interval => TimeSpan.FromMilliseconds(500);

    /// <summary>Claims one thing that is due, and does it.</summary>
    /// <param name="claimed">To be called when there was one.</param>
    /// <param name="cancellationToken">Ends the work; what is claimed then is due again later.</param>
    /// <returns>Whether there was one.</returns>
    protected abstract Task<bool> ProcessNextAsync(Action claimed, CancellationToken cancellationToken);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        // One looks by itself, and whoever finds something wakes another: storage is left in peace where nothing is due.
        await Task.WhenAll(
            Enumerable
                .Range(0, atOnce)
                .Select(i => RunAsync(i == 0 ? Interval : Timeout.InfiniteTimeSpan, stoppingToken))
        );
    }

    private async Task RunAsync(TimeSpan interval, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!await ProcessNextAsync(signal.Raise, stoppingToken))
                    await signal.WaitAsync(interval, stoppingToken);
            }
            catch (Exception exception)
            {
                if (stoppingToken.IsCancellationRequested)
                    return;
                Log.Failed(logger, GetType().Name, new ScrubbedException(exception));
                await Task.Delay(FailureDelay, Time, stoppingToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "{Worker} could not go on: {Exception}")]
        public static partial void Failed(ILogger logger, string worker, ScrubbedException exception);
    }
}
