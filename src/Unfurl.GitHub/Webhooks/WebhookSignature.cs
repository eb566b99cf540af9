using Octokit.Webhooks;

namespace Unfurl.GitHub.Webhooks;

// https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
internal static class WebhookSignature
{
    // The validator takes any case, and an unsigned body if there is no secret.
    private const string Scheme = "sha256=";

    public static bool IsValid(Secret? secret, ReadOnlySpan<byte> body, string signature) =>
        signature.StartsWith(Scheme, StringComparison.Ordinal)
        && WebhookSignatureValidator.Verify(signature, secret?.Reveal(), body)
            is WebhookSignatureValidationResult.Valid;
}
