using Octokit.Webhooks;

namespace Unfurl.GitHub.Webhooks;

// https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
internal static class WebhookSignature
{
    // The validator takes any case, and an unsigned body if there is no secret; anybody can sign with an empty one.
    private const string Scheme = "sha256=";

    public static bool IsValid(Secret? secret, ReadOnlySpan<byte> body, string signature) =>
        secret?.Reveal() is { Length: > 0 } key
        && signature.StartsWith(Scheme, StringComparison.Ordinal)
        && WebhookSignatureValidator.Verify(signature, key, body) is WebhookSignatureValidationResult.Valid;
}
