using Unfurl.Server.Logging;

namespace Unfurl.Server.Updates.Jobs;

/// <summary>Leases due jobs and processes them concurrently. A job that fails is due again when its lease expires.</summary>
internal abstract partial class JobWorker<T>(int maxConcurrency, WorkSignal signal, TimeProvider time, ILogger logger)
    : BackgroundService
{
    // How often the queue is read, in case another replica has queued a job.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    // The delay after a failure, which keeps a failing database from being queried continuously.
    private static readonly TimeSpan FailureDelay = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _slots = new(maxConcurrency, maxConcurrency);

    protected TimeProvider Time { get; } = time;

    protected abstract Task<IReadOnlyList<T>> LeaseAsync(int max, CancellationToken cancellationToken);

    protected abstract Task ProcessAsync(T job, CancellationToken cancellationToken);

    public override void Dispose()
    {
        _slots.Dispose();
        base.Dispose();
    }

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            var isIdle = true;
            await TryAsync(async () => isIdle = !await StartJobsAsync(stoppingToken), stoppingToken);
            if (isIdle)
                await signal.WaitAsync(Interval, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        for (var slot = 0; slot < maxConcurrency; slot++)
            await _slots.WaitAsync(CancellationToken.None);
    }

    // Leases as many jobs as can start now. Returns whether there was any.
    private async Task<bool> StartJobsAsync(CancellationToken stoppingToken)
    {
        await _slots.WaitAsync(stoppingToken);
        var free = 1;
        while (_slots.Wait(0, CancellationToken.None))
            free++;
        try
        {
            var jobs = await LeaseAsync(free, stoppingToken);
            foreach (var job in jobs)
            {
                free--;
                _ = RunAsync(job, stoppingToken);
            }
            return jobs.Count > 0;
        }
        finally
        {
            if (free > 0)
                _slots.Release(free);
        }
    }

    private async Task RunAsync(T job, CancellationToken stoppingToken)
    {
        await TryAsync(() => ProcessAsync(job, stoppingToken), stoppingToken);
        _slots.Release();
    }

    private async Task TryAsync(Func<Task> work, CancellationToken stoppingToken)
    {
        try
        {
            await work();
        }
        catch (Exception exception)
        {
            if (stoppingToken.IsCancellationRequested)
                return;
            Log.Failed(logger, GetType().Name, new ScrubbedException(exception));
            await Task.Delay(FailureDelay, Time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "{Worker} failed and continues after a delay: {Exception}")]
        public static partial void Failed(ILogger logger, string worker, ScrubbedException exception);
    }
}
