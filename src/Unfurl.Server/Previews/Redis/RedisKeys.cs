using System.Globalization;
using StackExchange.Redis;

namespace Unfurl.Server.Previews.Redis;

/// <summary>What things are called in Redis.</summary>
internal static class RedisKeys
{
    /// <summary>The schema version: what another version wrote is not looked at.</summary>
    private const string Prefix = "unfurl:1:";

    /// <summary>Precedes each tag.</summary>
    public const string Tags = $"{Prefix}tag:";

    /// <summary>Written to find out whether that is allowed.</summary>
    public static readonly RedisKey Probe = $"{Prefix}probe";

    public static RedisKey Tag(InvalidationTag tag) => Tags + tag.ToString();

    public static RedisKey Copy(CopyKey key) => $"{Prefix}copy:{Name(key)}";

    /// <summary>Says since when a copy must not be made of what was asked before.</summary>
    public static RedisKey Denied(CopyKey key) => $"{Prefix}denied:{Name(key)}";

    public static RedisKey Lead(CopyAddress address) => $"{Prefix}lead:{Name(address.Own)}";

    public static RedisKey Result(string leader) => $"{Prefix}result:{leader}";

    private static string Name(CopyKey key) =>
        string.Create(CultureInfo.InvariantCulture, $"{key.Link:x32}{key.Owner:x32}");
}
