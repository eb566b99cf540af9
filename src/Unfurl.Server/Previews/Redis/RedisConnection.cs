using StackExchange.Redis;

namespace Unfurl.Server.Previews.Redis;

/// <summary>
/// The connection to Redis, which may be gone at any time. While it is, nobody asks it: calls are not tried, and nothing is
/// thrown. It is tried again in the background until it answers.
/// </summary>
internal sealed partial class RedisConnection(
    ConfigurationOptions options,
    CacheMetrics metrics,
    ILogger<RedisConnection> logger
) : IAsyncDisposable
{
    /// <summary>Redis is out there and runs on no test's clock, so waits for it don't either.</summary>
    public static readonly TimeProvider Time = TimeProvider.System;

    /// <summary>So many calls in a row that fail or take too long, and it counts as gone.</summary>
    private const int MaxFailures = 2;

    private ConnectionMultiplexer? _multiplexer;
    private int _failures;
    private volatile bool _isUp;

    /// <summary>The longest that a request waits for Redis.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Whom to tell when a connection broke or was made again: what was on its way may be lost.</summary>
    public Action? Interrupted { get; set; }

    /// <summary>Whether it answered last time.</summary>
    public bool IsUp => _isUp;

    /// <summary>Where messages come from and go to; null until the first connection was made.</summary>
    public ISubscriber? Subscriber => _multiplexer?.GetSubscriber();

    /// <summary>Calls Redis, for as long as patience lasts.</summary>
    /// <param name="call">Calls it.</param>
    /// <param name="late">Called with an answer that nobody waited for any more.</param>
    /// <returns>What it answered; null when it did not, or not in time.</returns>
    public async ValueTask<T?> CallAsync<T>(Func<IDatabase, Task<T>> call, Action<T>? late = null)
        where T : class
    {
        if (!_isUp || _multiplexer is not { IsConnected: true } multiplexer)
            return null;
        var started = Time.GetTimestamp();
        Task<T> answer;
        try
        {
            answer = call(multiplexer.GetDatabase());
            if (!answer.IsCompleted && await Task.WhenAny(answer, Task.Delay(Patience, Time)) != answer)
            {
                Observe(late is null ? answer : TakeLateAsync(answer, late));
                Failed("slow");
                return null;
            }
            var result = await answer;
            _failures = 0;
            metrics.RedisAnswered(Time.GetElapsedTime(started));
            return result;
        }
        // Whatever the client throws, those who asked go on alone.
        catch (Exception exception)
        {
            Failed(exception is RedisServerException ? "refused" : "unreachable");
            return null;
        }
    }

    /// <summary>Sends something whose answer nobody waits for.</summary>
    /// <param name="send">Sends it.</param>
    /// <param name="lost">Called when it did not arrive, as far as anybody knows; null where that does no harm.</param>
    public void Send(Func<IDatabase, Task> send, Action? lost = null)
    {
        if (_isUp)
            SendAnyway(send, lost);
        else
            lost?.Invoke();
    }

    /// <summary>The same, also before it is known that Redis answers again.</summary>
    public void SendAnyway(Func<IDatabase, Task> send, Action? lost = null)
    {
        if (_multiplexer is not { IsConnected: true } multiplexer)
        {
            lost?.Invoke();
            return;
        }
        try
        {
            Observe(send(multiplexer.GetDatabase()), lost);
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException or ObjectDisposedException)
        {
            Failed("unreachable");
            lost?.Invoke();
        }
    }

    /// <summary>Connects where that has not worked yet, and finds out whether Redis answers.</summary>
    public async Task<bool> ProbeAsync()
    {
        try
        {
            _multiplexer ??= await ConnectAsync();
            var ping = _multiplexer.GetDatabase().PingAsync();
            if (!ping.IsCompleted && await Task.WhenAny(ping, Task.Delay(2 * Patience, Time)) != ping)
            {
                Observe(ping);
                return false;
            }
            await ping;
            return true;
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException or ObjectDisposedException)
        {
            return false;
        }
    }

    private async Task<ConnectionMultiplexer> ConnectAsync()
    {
        var multiplexer = await ConnectionMultiplexer.ConnectAsync(options);
        multiplexer.ConnectionFailed += (_, _) => Interrupted?.Invoke();
        multiplexer.ConnectionRestored += (_, _) => Interrupted?.Invoke();
        return multiplexer;
    }

    public void Became(bool isUp)
    {
        if (_isUp == isUp)
            return;
        _failures = 0;
        _isUp = isUp;
        if (isUp)
            Log.Up(logger);
        else
            Log.Down(logger);
    }

    public async ValueTask DisposeAsync()
    {
        _isUp = false;
        if (_multiplexer is { } multiplexer)
            await multiplexer.CloseAsync(allowCommandsToComplete: false);
    }

    private static async Task TakeLateAsync<T>(Task<T> answer, Action<T> late) => late(await answer);

    private void Failed(string reason)
    {
        metrics.RedisFailed(reason);
        if (Interlocked.Increment(ref _failures) >= MaxFailures)
            Became(isUp: false);
    }

    /// <summary>An exception that nobody waits for is counted, not thrown somewhere else.</summary>
    private void Observe(Task task, Action? lost = null) =>
        _ = task.ContinueWith(
            failed =>
            {
                metrics.RedisFailed(failed.Exception!.InnerException is RedisServerException ? "refused" : "lost");
                lost?.Invoke();
            },
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default
        );

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Redis answers: the cache is shared.")]
        public static partial void Up(ILogger logger);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Redis does not answer: the cache goes on in memory alone.")]
        public static partial void Down(ILogger logger);
    }
}
