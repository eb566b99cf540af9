using StackExchange.Redis;

namespace Unfurl.Server.Previews.Redis;

/// <summary>Times as scripts take them.</summary>
internal static class RedisArguments
{
    /// <summary>Empty: Redis's own clock. Only a test has another one.</summary>
    public static RedisValue Now(TimeProvider time) =>
        time == TimeProvider.System
            ? RedisValue.EmptyString
            : (time.GetUtcNow().UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond;

    public static RedisValue Milliseconds(TimeSpan life) => (long)life.TotalMilliseconds;
}
