using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Secret = Unfurl.Adapters.Secret;

namespace Unfurl.Server.Storage;

/// <summary>The only door through which secrets enter and leave storage.</summary>
internal sealed partial class SecretProtector(IDataProtectionProvider provider, ILogger<SecretProtector> logger)
{
    private readonly IDataProtector _protector = provider.CreateProtector("Unfurl.Storage.v1");
    private int _hasWarned;

    /// <summary>Encrypts what we must be able to read again: tokens of Notion and of providers.</summary>
    public string Protect(Secret secret) => _protector.Protect(secret.Reveal());

    public string? ProtectOptional(Secret? secret) => secret is null ? null : Protect(secret);

    /// <summary>
    /// Decrypts it. What another key ring encrypted is as good as not there: everything stored can be made anew by signing
    /// in and connecting again, and an error would stand in the way of that.
    /// </summary>
    /// <returns>The secret; null when there is none, or none that these keys open.</returns>
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
            // All that is stored may be unreadable: one line says so, the rest would bury it.
            if (Interlocked.Exchange(ref _hasWarned, 1) == 0)
                Log.Unreadable(logger, exception.Message);
            return null;
        }
    }

    /// <summary>
    /// The form in which tokens and codes that we issue are stored. They are 256 random bits, so a plain hash is as good
    /// as a slow one.
    /// </summary>
    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>A new unguessable token: 256 bits, base64url.</summary>
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
