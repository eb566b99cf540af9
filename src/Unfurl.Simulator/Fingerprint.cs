using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Unfurl.Simulator;

/// <summary>Hashes codes and tokens, so that the duration of a lookup reveals nothing.</summary>
internal static class Fingerprint
{
    public static byte[] Bytes(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    public static string Of(string secret) => Convert.ToHexStringLower(Bytes(secret));

    // 256 random bits.
    public static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    // Notion's ids are UUIDs. The same name has the same id in every run.
    public static string StableId(string name) => new Guid(Bytes(name).AsSpan(0, 16)).ToString();
}
