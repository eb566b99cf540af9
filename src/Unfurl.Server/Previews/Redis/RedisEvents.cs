using System.Collections.Concurrent;
using StackExchange.Redis;

namespace Unfurl.Server.Previews.Redis;

/// <summary>
/// What makes replicas look sooner than they would by themselves, by Redis's publish and subscribe: something was said in
/// the log, or a call landed. Messages can be lost, and nothing but time is lost with them.
/// </summary>
internal sealed class RedisEvents(RedisConnection redis)
{
    /// <summary>So long without a message of its own, and a replica hears nobody.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(3);

    private const string SomethingSaid = "s";
    private const string Ping = "p";
    private const char Landed = 'l';

    private readonly ConcurrentDictionary<string, TaskCompletionSource> _landings = new(StringComparer.Ordinal);
    private ISubscriber? _subscriber;
    private long _subscribedAt;
    private long _heardAt;

    /// <summary>Called when some replica said something in the log.</summary>
    public Action Said { get; set; } = () => { };

    /// <summary>How many calls of this replica wait for another's.</summary>
    public int Waiting => _landings.Count;

    /// <summary>Whether Redis delivers no messages, not only for a moment.</summary>
    public bool IsMute =>
        _subscribedAt != 0 && RedisConnection.Time.GetElapsedTime(Math.Max(_heardAt, _subscribedAt)) > LongestSilence;

    public void PublishSaid() => Publish(SomethingSaid);

    public void PublishLanded(string token) => Publish(Landed + token);

    /// <summary>Waits until a call landed that another replica makes, at most for a time.</summary>
    public async Task WaitAsync(string token, TimeSpan time, CancellationToken cancellationToken)
    {
        var landing = _landings.GetOrAdd(token, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
        try
        {
            await Task.WhenAny(landing.Task, Task.Delay(time, RedisConnection.Time, cancellationToken));
        }
        finally
        {
            _landings.TryRemove(token, out _);
        }
    }

    /// <summary>To be called regularly while Redis answers.</summary>
    public async Task KeepUpAsync()
    {
        if (redis.Subscriber is not { } subscriber)
            return;
        if (_subscriber is null || IsMute)
            await SubscribeAsync(subscriber);
        Publish(Ping);
    }

    private async Task SubscribeAsync(ISubscriber subscriber)
    {
        if (_subscribedAt == 0)
            _subscribedAt = RedisConnection.Time.GetTimestamp();
        try
        {
            // Otherwise the library keeps the handler of a refused or late attempt, and may not ask again.
            await subscriber.UnsubscribeAsync(RedisKeys.Events, flags: CommandFlags.FireAndForget);
            await subscriber
                .SubscribeAsync(RedisKeys.Events, (_, message) => Receive(message.ToString()))
                .WaitAsync(redis.Patience, RedisConnection.Time);
            _subscriber = subscriber;
        }
        // Not all that the library throws is a RedisException: a command that the connection string forbids is none.
        catch (Exception)
        {
            // It is tried again as long as no message arrives.
        }
    }

    private void Publish(string message) => redis.Send(database => database.PublishAsync(RedisKeys.Events, message));

    private void Receive(string message)
    {
        Volatile.Write(ref _heardAt, RedisConnection.Time.GetTimestamp());
        if (message == SomethingSaid)
            Said();
        else if (message.StartsWith(Landed) && _landings.TryGetValue(message[1..], out var landing))
            landing.TrySetResult();
    }
}
