using System.Globalization;
using System.Net;
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

    private readonly Lock _gate = new();
    private ConnectionMultiplexer? _multiplexer;
    private int _failures;
    private volatile bool _isUp;
    private string? _trouble = "";
    private string? _refused;
    private long _refusedAt;

    /// <summary>Why the server did not let the library in; null when it did, or when nobody knows.</summary>
    private volatile string? _refusal;

    /// <summary>Not everything is asked at each probe.</summary>
    private static readonly TimeSpan RefusalMemory = TimeSpan.FromSeconds(5);

    /// <summary>The longest that a probe takes: a replica may have much to read when it starts.</summary>
    private static readonly TimeSpan MaxProbe = TimeSpan.FromSeconds(10);

    /// <summary>The longest that a request waits for Redis.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>What it refused lately; null when nothing.</summary>
    public string? Refused => _refused is not null && Time.GetElapsedTime(_refusedAt) < RefusalMemory ? _refused : null;

    /// <summary>Whether it answered last time.</summary>
    public bool IsUp => _isUp;

    /// <summary>Why Redis cannot be used, or not fully; null when it can.</summary>
    public string? Trouble => _trouble;

    /// <summary>Where messages come from and go to; null until the first connection was made.</summary>
    public ISubscriber? Subscriber => _multiplexer?.GetSubscriber();

    /// <summary>The connection, for libraries that share it.</summary>
    /// <exception cref="RedisConnectionException">There is none yet.</exception>
    public Task<IConnectionMultiplexer> SharedAsync() =>
        _multiplexer is { } multiplexer ? Task.FromResult<IConnectionMultiplexer>(multiplexer) : throw NotConnected();

    /// <summary>A number that changes when a connection is made, or a server becomes the primary.</summary>
    public int Servers()
    {
        var hash = new HashCode();
        foreach (var server in _multiplexer?.GetServers() ?? [])
        {
            if (server is { IsConnected: true, IsReplica: false })
                hash.Add((server.EndPoint, server.GetCounters().Interactive.SocketCount));
        }
        return hash.ToHashCode();
    }

    /// <exception cref="RedisConnectionException">There is none.</exception>
    public async Task<IServer> PrimaryOfAsync(IDatabase database, RedisKey key) =>
        await database.IdentifyEndpointAsync(key, CommandFlags.DemandMaster) is { } endPoint
            ? _multiplexer!.GetServer(endPoint)
            : throw NotConnected();

    private static RedisConnectionException NotConnected() =>
        new(ConnectionFailureType.UnableToConnect, CommandFlags.None, "not connected");

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
        Task<T>? answer = null;
        try
        {
            answer = call(multiplexer.GetDatabase());
            var result = await answer.WaitAsync(Patience, Time);
            _failures = 0;
            metrics.RedisAnswered(Time.GetElapsedTime(started));
            return result;
        }
        // Unless the call itself threw that.
        catch (TimeoutException) when (answer is { IsFaulted: false })
        {
            // It may have come in the same moment, and is handed over all the same.
            Observe(late is null ? answer : TakeLateAsync(answer, late));
            Failed("slow");
            return null;
        }
        // It answers, and the background tells what it refuses.
        catch (RedisServerException exception)
        {
            metrics.RedisFailed("refused");
            (_refused, _refusedAt) = (RedisTrouble.In(exception.Message), Time.GetTimestamp());
            return null;
        }
        // Whatever the client throws, those who asked go on alone.
        catch (Exception)
        {
            Failed("unreachable");
            return null;
        }
    }

    /// <summary>Sends something whose answer nobody waits for.</summary>
    public void Send(Func<IDatabase, Task> send)
    {
        if (!_isUp || _multiplexer is not { IsConnected: true } multiplexer)
            return;
        try
        {
            Observe(send(multiplexer.GetDatabase()));
        }
        catch (Exception)
        {
            Failed("unreachable");
        }
    }

    /// <summary>Connects where that has not worked yet, and finds out whether Redis answers, and what it refuses.</summary>
    /// <param name="keepUp">What Redis must answer before it is asked anything else.</param>
    /// <returns>Whether it can be asked, and why it cannot be used, or not fully: null when all is well.</returns>
    public async Task<(bool Answers, string? Trouble)> ProbeAsync(Func<IDatabase, Task> keepUp)
    {
        try
        {
            var database = (_multiplexer ??= await ConnectAsync()).GetDatabase();
            // What cannot be written can be read all the same.
            var trouble = await TryWriteAsync(database);
            if (trouble == RedisTrouble.NoAnswer)
                return (false, trouble);
            await keepUp(database).WaitAsync(MaxProbe, Time);
            // It may have been allowed between the two.
            return (true, trouble is null ? null : await TryWriteAsync(database));
        }
        // Something else that listens there may answer anything, and a connection string may forbid what is asked.
        catch (Exception exception)
        {
            return (false, RedisTrouble.In(exception, _multiplexer) ?? _refusal ?? RedisTrouble.NoAnswer);
        }
    }

    private async Task<string?> TryWriteAsync(IDatabase database)
    {
        var write = database.StringSetAsync(RedisKeys.Probe, "1", TimeSpan.FromSeconds(1), When.NotExists);
        try
        {
            await write.WaitAsync(2 * Patience, Time);
            return null;
        }
        catch (RedisServerException refused)
        {
            return RedisTrouble.In(refused.Message);
        }
        catch (TimeoutException)
        {
            Observe(write);
            return RedisTrouble.NoAnswer;
        }
    }

    private async Task<ConnectionMultiplexer> ConnectAsync()
    {
        // The library tells only its log why a server did not let it in.
        await using var log = new StringWriter(CultureInfo.InvariantCulture);
        var multiplexer = await ConnectionMultiplexer.ConnectAsync(options, log);
        _refusal = RedisTrouble.InLog(log.ToString());
        multiplexer.ConnectionFailed += (_, failure) => _refusal = RedisTrouble.In(failure.FailureType);
        return multiplexer;
    }

    /// <summary>Notes what a probe found. Each change is logged once.</summary>
    public void Became(bool isUp, string? trouble)
    {
        lock (_gate)
        {
            if (_isUp != isUp)
                _failures = 0;
            var isNew = _isUp != isUp || _trouble != trouble;
            (_isUp, _trouble) = (isUp, trouble);
            if (!isNew)
                return;
        }
        if (trouble is null)
            Log.Up(logger);
        else if (isUp)
            Log.Refused(logger, trouble);
        else
            Log.Down(logger, trouble);
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
            Became(isUp: false, RedisTrouble.NoAnswer);
    }

    /// <summary>An exception that nobody waits for is counted, not thrown somewhere else.</summary>
    private void Observe(Task task) =>
        _ = task.ContinueWith(
            failed =>
                metrics.RedisFailed(failed.Exception!.InnerException is RedisServerException ? "refused" : "lost"),
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default
        );

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Redis answers: the cache is shared.")]
        public static partial void Up(ILogger logger);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "Redis cannot be used ({Trouble}): the cache goes on in memory alone."
        )]
        public static partial void Down(ILogger logger, string trouble);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "Redis answers, but not to all that the cache asks of it ({Trouble}): replicas do not share what they should."
        )]
        public static partial void Refused(ILogger logger, string trouble);
    }
}
