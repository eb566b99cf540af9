using Unfurl.Server.Logging;

namespace Unfurl.Server.Updates;

/// <summary>Processes queued jobs concurrently. A job that fails is due again when its lease expires.</summary>
internal abstract partial class UpdateWorker(int maxConcurrency, WorkSignal signal, TimeProvider time, ILogger logger)
    : BackgroundService
{
    // The delay after a failure, which keeps a failing database from being queried continuously.
    private static readonly TimeSpan FailureDelay = TimeSpan.FromSeconds(2);

    protected TimeProvider Time { get; } = time;

    /// <summary>How often the queue is read, in case another replica has queued a job.</summary>
    protected virtual TimeSpan Interval => TimeSpan.FromMilliseconds(500);

    /// <summary>Leases and processes one job.</summary>
    /// <param name="onLeased">Called when a job was leased. It wakes another worker.</param>
    /// <returns>Whether there was a job.</returns>
    protected abstract Task<bool> ProcessNextAsync(Action onLeased, CancellationToken cancellationToken);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        // Only one worker reads the queue at intervals. Each worker that finds a job wakes another, so an idle queue is
        // read rarely.
        await Task.WhenAll(
            Enumerable
                .Range(0, maxConcurrency)
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
                // Only the worker that reads the queue at intervals tries again. It wakes the others when it finds a job.
                if (interval == Timeout.InfiniteTimeSpan)
                    await signal
                        .WaitAsync(interval, stoppingToken)
                        .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "{Worker} failed and continues after a delay: {Exception}")]
        public static partial void Failed(ILogger logger, string worker, ScrubbedException exception);
    }
}
