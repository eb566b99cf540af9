using System.Security.Cryptography;

namespace Unfurl.GitHub.Webhooks;

// https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
internal static class WebhookSignature
{
    private const string Scheme = "sha256=";

    public static bool IsValid(ReadOnlySpan<byte> key, ReadOnlySpan<byte> body, string signature)
    {
        Span<byte> presented = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (
            key.IsEmpty
            || !signature.StartsWith(Scheme, StringComparison.Ordinal)
            || signature.Length != Scheme.Length + (2 * presented.Length)
            || Convert.FromHexString(signature.AsSpan(Scheme.Length), presented, out _, out _)
                != System.Buffers.OperationStatus.Done
        )
            return false;

        Span<byte> computed = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, body, computed);
        return CryptographicOperations.FixedTimeEquals(computed, presented);
    }
}
