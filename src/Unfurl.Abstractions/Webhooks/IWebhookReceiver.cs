using System.Security.Cryptography;

namespace Unfurl.Adapters;

/// <summary>
/// Reads the webhook deliveries of a provider: verifies the signature and determines which resources are affected.
/// </summary>
/// <remarks>
/// A delivery is a hint to refresh. Its content is never shown, and no state is taken from it, because deliveries may be
/// reordered or lost. A receiver calls nothing, stores nothing and returns quickly; the service stores the result, once
/// per delivery.
/// </remarks>
public interface IWebhookReceiver
{
    /// <summary>
    /// The key of the instance's setting that holds the signing secret, e.g. <c>WebhookSecret</c>. Operators see the key,
    /// never the value.
    /// </summary>
    string SecretSetting { get; }

    /// <summary>
    /// True if the signing secret is configured. Without it the service rejects every delivery and does not read its body.
    /// </summary>
    bool HasSecret { get; }

    /// <summary>
    /// Verifies and reads a delivery. The signature is verified first, over the bytes as received and in constant time
    /// (<see cref="CryptographicOperations.FixedTimeEquals"/>).
    /// </summary>
    /// <param name="delivery">The delivery as received; any bytes are possible.</param>
    /// <returns>The outcome. An exception is a bug in the adapter.</returns>
    WebhookReading Read(WebhookDelivery delivery);
}
