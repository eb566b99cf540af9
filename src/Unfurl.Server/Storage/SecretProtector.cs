using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace Unfurl.Server.Storage;

/// <summary>The only door through which secrets enter and leave storage.</summary>
internal sealed class SecretProtector(IDataProtectionProvider provider)
{
    private readonly IDataProtector _protector = provider.CreateProtector("Unfurl.Storage.v1");

    /// <summary>Encrypts what we must be able to read again: tokens of Notion and of providers.</summary>
    public string Protect(Secret secret) => _protector.Protect(secret.Reveal());

    /// <summary>Decrypts it.</summary>
    /// <exception cref="CryptographicException">The key ring it was encrypted with is gone.</exception>
    public Secret Unprotect(string protectedValue) => new(_protector.Unprotect(protectedValue));

    public string? ProtectOptional(Secret? secret) => secret is null ? null : Protect(secret);

    public Secret? UnprotectOptional(string? protectedValue) =>
        protectedValue is null ? null : Unprotect(protectedValue);

    /// <summary>
    /// The form in which tokens and codes that we issue are stored. They are 256 random bits, so a plain hash is as good
    /// as a slow one.
    /// </summary>
    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>A new unguessable token: 256 bits, base64url.</summary>
    public static Secret NewToken() =>
        new(System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)));
}
