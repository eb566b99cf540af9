using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Secret = Unfurl.Adapters.Secret;

namespace Unfurl.Server.Storage;

/// <summary>Encrypts and hashes all secrets of the database.</summary>
internal sealed partial class SecretProtector(IDataProtectionProvider provider, ILogger<SecretProtector> logger)
{
    private readonly IDataProtector _protector = provider.CreateProtector("Unfurl.Storage.v1");
    private int _hasWarned;

    public string Protect(Secret secret) => _protector.Protect(secret.Reveal());

    public string? ProtectOptional(Secret? secret) => secret is null ? null : Protect(secret);

    // A secret of a lost key ring counts as missing: the user signs in and connects again, which an exception would prevent.
    public Secret? Read(string? protectedValue)
    {
        if (protectedValue is null)
            return null;
        try
        {
            return new(_protector.Unprotect(protectedValue));
        }
        catch (CryptographicException exception)
        {
            // One line, because every stored secret may be unreadable.
            if (Interlocked.Exchange(ref _hasWarned, 1) == 0)
                Log.Unreadable(logger, exception.Message);
            return null;
        }
    }

    // Issued tokens and codes are 256 random bits, so a fast hash is as safe as a slow one.
    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    // 256 bits, base64url.
    public static Secret NewToken() =>
        new(System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)));

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "Something in storage was encrypted with keys that are not there: was the key ring lost, or the certificate replaced? Who it belongs to has to sign in again. ({Detail})"
        )]
        public static partial void Unreadable(ILogger logger, string detail);
    }
}
