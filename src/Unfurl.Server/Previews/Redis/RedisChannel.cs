using System.Collections.Concurrent;
using System.Globalization;
using StackExchange.Redis;

namespace Unfurl.Server.Previews.Redis;

/// <summary>
/// What replicas tell each other at once, by Redis's publish and subscribe. Messages can be lost without a sign, so each
/// replica also sends itself a heartbeat: as long as that comes back the channel works. After it did not, or a connection
/// broke, nothing that is in memory counts any more once a heartbeat that was sent since then is back.
/// </summary>
internal sealed class RedisChannel
{
    /// <summary>So long without an own heartbeat, and messages of others may be missing too.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(1);

    /// <summary>After a connection was made, the first heartbeats take a moment.</summary>
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(3);

    private static readonly StackExchange.Redis.RedisChannel Name = StackExchange.Redis.RedisChannel.Literal(
        "unfurl:1:events"
    );

    private const char Separator = '|';

    private readonly string _replica = Guid.CreateVersion7(RedisConnection.Time.GetUtcNow()).ToString("N");
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _waiting = new(StringComparer.Ordinal);
    private readonly RedisConnection _redis;
    private readonly Invalidations _invalidations;
    private readonly Lock _gate = new();
    private ISubscriber? _subscriber;
    private long _sent;
    private long _interruptedAfter;
    private long _heard;
    private long _mutedSince;
    private long _subscribedAt;
    private volatile bool _isUp;

    public RedisChannel(RedisConnection redis, Invalidations invalidations)
    {
        (_redis, _invalidations) = (redis, invalidations);
        redis.Interrupted = OnInterrupted;
    }

    /// <summary>Whether messages of other replicas arrive.</summary>
    public bool IsUp => _isUp;

    /// <summary>Whether Redis can be asked, and its messages don't arrive all the same, not only for a moment.</summary>
    public bool IsMute => _mutedSince != 0 && RedisConnection.Time.GetElapsedTime(_mutedSince) > LongestStart;

    /// <summary>How many calls of this replica wait for another that has the lead.</summary>
    public int WaitingForLeaders => _waiting.Count;

    /// <summary>Whom to tell when another replica learned that a copy must not be shown any more.</summary>
    public Action<CopyKey>? Ended { get; set; }

    public Task PublishEndAsync(IDatabase database, CopyKey key) =>
        PublishAsync(database, 'e', $"{key.Link:x32}{key.Owner:x32}");

    public Task PublishInvalidationAsync(IDatabase database, InvalidationTag tag, Standing standing) =>
        PublishAsync(database, standing == Standing.Purged ? 'p' : 'x', tag.ToString());

    public Task PublishLandedAsync(IDatabase database, string leader) => PublishAsync(database, 'l', leader);

    /// <summary>Ends when a leader says that it landed. Has to be disposed of.</summary>
    public Landing Await(string leader) => new(this, leader);

    /// <summary>To be called regularly: sends a heartbeat, and notices when the last ones did not come back.</summary>
    public async Task BeatAsync()
    {
        if (_isUp || !_redis.IsUp)
            _mutedSince = 0;
        else if (_mutedSince == 0)
            _mutedSince = RedisConnection.Time.GetTimestamp();
        if (_redis.Subscriber is not { } subscriber)
            return;
        if (IsMute && RedisConnection.Time.GetElapsedTime(_subscribedAt) > LongestStart)
            _subscriber = null;
        if (_subscriber is null)
        {
            if (!await IsSubscribedAsync(subscriber))
                return;
            _subscriber = subscriber;
            _subscribedAt = RedisConnection.Time.GetTimestamp();
        }
        Check();
        var number = Interlocked.Increment(ref _sent).ToString(CultureInfo.InvariantCulture);
        _redis.SendAnyway(database => PublishAsync(database, 'h', number));
    }

    private async Task<bool> IsSubscribedAsync(ISubscriber subscriber)
    {
        try
        {
            // Otherwise the library keeps the handler of a refused or late attempt, and may not ask again.
            await subscriber.UnsubscribeAsync(Name, flags: CommandFlags.FireAndForget);
            await subscriber
                .SubscribeAsync(Name, (_, message) => Receive(message.ToString()))
                .WaitAsync(LongestSilence, RedisConnection.Time);
            return true;
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException or ObjectDisposedException)
        {
            return false;
        }
    }

    private void Check()
    {
        var heard = Interlocked.Read(ref _heard);
        var isUp = heard != 0 && RedisConnection.Time.GetElapsedTime(heard) < LongestSilence;
        if (!isUp)
            _isUp = false;
    }

    private void OnInterrupted()
    {
        lock (_gate)
        {
            _interruptedAfter = Interlocked.Read(ref _sent);
            _isUp = false;
        }
    }

    private Task<long> PublishAsync(IDatabase database, char kind, string text) =>
        database.PublishAsync(Name, $"{kind}{Separator}{_replica}{Separator}{text}");

    private void Receive(string message)
    {
        var parts = message.Split(Separator);
        if (parts is not [{ Length: 1 } kind, var replica, var text])
            return;
        var isOwn = replica == _replica;
        switch (kind[0])
        {
            case 'h' when isOwn && long.TryParse(text, CultureInfo.InvariantCulture, out var number):
                Heard(number);
                break;
            case 'l':
                if (_waiting.TryGetValue(text, out var landing))
                    landing.TrySetResult();
                break;
            case 'e' when !isOwn && ReadKey(text) is { } key:
                Ended?.Invoke(key);
                break;
            case 'p' or 'x' when !isOwn && ulong.TryParse(text, NumberStyles.HexNumber, null, out var hash):
                _invalidations.Set(new InvalidationTag(hash), kind[0] == 'p' ? Standing.Purged : Standing.Expired);
                break;
        }
    }

    private void Heard(long number)
    {
        lock (_gate)
        {
            if (number <= _interruptedAfter)
                return;
            Interlocked.Exchange(ref _heard, RedisConnection.Time.GetTimestamp());
            if (_isUp)
                return;
            // Nobody knows what was said meanwhile.
            _invalidations.Set(InvalidationTag.All, Standing.Purged);
            _isUp = true;
        }
    }

    private static CopyKey? ReadKey(string text) =>
        text.Length == 64
        && UInt128.TryParse(text[..32], NumberStyles.HexNumber, null, out var link)
        && UInt128.TryParse(text[32..], NumberStyles.HexNumber, null, out var owner)
            ? new(link, owner)
            : null;

    /// <summary>A wait for a leader.</summary>
    internal readonly struct Landing : IDisposable
    {
        private readonly RedisChannel _channel;
        private readonly string _leader;

        public Landing(RedisChannel channel, string leader)
        {
            (_channel, _leader) = (channel, leader);
            Task = channel
                ._waiting.GetOrAdd(
                    leader,
                    static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
                )
                .Task;
        }

        public Task Task { get; }

        public void Dispose() => _channel._waiting.TryRemove(_leader, out _);
    }
}
