using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Unfurl.Demo.Site;

/// <summary>
/// Codes, tokens and session ids of 256 random bits. Only a hash is stored, so the duration of a lookup reveals
/// nothing.
/// </summary>
internal static class RandomToken
{
    public static string New(string prefix) => prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static string Hash(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    public static bool AreEqual(string a, string b) =>
        CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(a)),
            SHA256.HashData(Encoding.UTF8.GetBytes(b))
        );
}
