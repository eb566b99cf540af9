namespace Unfurl.Server.Previews.Redis;

/// <summary>Watches over Redis from the background, so that no request has to find out that it is gone or back.</summary>
internal sealed class RedisWorker(RedisConnection redis, RedisChannel channel, RedisLevel level) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

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
        var (answers, trouble) = await redis.ProbeAsync();
        if (answers)
            level.DeliverMissed();
        redis.Became(answers, trouble ?? (channel.IsMute ? RedisTrouble.NoMessages : null));
        if (answers)
            level.ExtendLeads();
        await channel.BeatAsync();
    }
}
