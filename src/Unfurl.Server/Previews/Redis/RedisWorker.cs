using StackExchange.Redis;

namespace Unfurl.Server.Previews.Redis;

/// <summary>Watches over Redis from the background, so that no request has to find out that it is gone or back.</summary>
internal sealed class RedisWorker(RedisConnection redis, RedisLog log, RedisEvents events, RedisLocks locks)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private Task _keepingUp = Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Connecting takes its time where nobody answers, and the service starts without.
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            await WatchAsync();
            await Task.Delay(Interval, RedisConnection.Time, stoppingToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task WatchAsync()
    {
        var (answers, trouble) = await redis.ProbeAsync(KeepUpAsync);
        redis.Became(answers, trouble ?? redis.Refused ?? (events.IsMute ? RedisTrouble.NoMessages : null));
        if (!answers)
            return;

        locks.Extend();
        await events.KeepUpAsync();
    }

    /// <summary>One at a time, however long the last one takes.</summary>
    private Task KeepUpAsync(IDatabase database) =>
        _keepingUp = _keepingUp.IsCompleted ? log.KeepUpAsync(database) : _keepingUp;
}
