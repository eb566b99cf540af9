using System.Security.Cryptography;
using System.Text;
using Unfurl.Server.Providers;

namespace Unfurl.Server.Pages.Apps;

/// <summary>
/// Lets the operator in where nobody can sign in yet: a code that the start prints while no provider is configured. It is kept as
/// a hash in memory, and is valid once.
/// </summary>
internal sealed class SetupCode(ProviderRegistry providers, IHostEnvironment environment, TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    // 160 bits.
    private const int Bytes = 20;

    private readonly Lock _lock = new();
    private (byte[] Hash, DateTimeOffset ExpiresAt)? _current;

    /// <summary>Whether a code lets somebody in. In Development everybody is an administrator.</summary>
    public bool IsOffered => providers.Instances.Count + providers.Broken.Count == 0 && !environment.IsDevelopment();

    /// <returns>A code in place of any before it.</returns>
    public Secret Create()
    {
        var code = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));
        lock (_lock)
            _current = (HashOf(code), time.GetUtcNow() + Lifetime);
        return new(code);
    }

    /// <returns>Whether it was the code. It is not valid again.</returns>
    public bool TryTake(string? code)
    {
        lock (_lock)
        {
            if (
                !IsOffered
                || _current is not var (hash, expiresAt)
                || expiresAt <= time.GetUtcNow()
                || !CryptographicOperations.FixedTimeEquals(hash, HashOf(code?.Trim() ?? ""))
            )
                return false;
            _current = null;
            return true;
        }
    }

    private static byte[] HashOf(string code) => SHA256.HashData(Encoding.UTF8.GetBytes(code));
}
