using System.Globalization;
using StackExchange.Redis;

namespace Unfurl.Server.Previews.Redis;

/// <summary>What things are called in Redis.</summary>
internal static class RedisKeys
{
    /// <summary>The version of the layout: what another version wrote is not looked at.</summary>
    private const string Prefix = "unfurl:2:";

    /// <summary>Precedes the name of each copy.</summary>
    public const string Copies = $"{Prefix}copy:";

    public static readonly RedisKey Log = $"{Prefix}log";

    /// <summary>Written to find out whether that is allowed.</summary>
    public static readonly RedisKey Probe = $"{Prefix}probe";

    public static readonly RedisChannel Events = RedisChannel.Literal($"{Prefix}events");

    public static RedisKey Lock(CopyAddress address) => $"{Prefix}lock:{Name(address.Own)}";

    public static string Name(CopyKey key) =>
        string.Create(CultureInfo.InvariantCulture, $"{key.Link:x32}{key.Owner:x32}");
}
