using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Unfurl.Simulator;

/// <summary>Codes and tokens are found by their hash, so that looking one up takes the same time however wrong it is.</summary>
internal static class Fingerprint
{
    public static byte[] Bytes(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    public static string Of(string secret) => Convert.ToHexStringLower(Bytes(secret));

    /// <summary>A new secret of 256 random bits.</summary>
    public static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>Notion's ids are UUIDs; the same name gives the same one in every run.</summary>
    public static string StableId(string name) => new Guid(Bytes(name).AsSpan(0, 16)).ToString();
}
