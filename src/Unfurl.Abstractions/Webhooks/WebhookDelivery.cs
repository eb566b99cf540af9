namespace Unfurl.Adapters;

/// <summary>A request to <c>/webhooks/{provider}</c> as received.</summary>
/// <param name="Headers">
/// All headers; names are compared without case. The values of a repeated header are joined by commas (RFC 9110 §5.3).
/// </param>
/// <param name="Body">The bytes of the body, at most 25 MB. They are overwritten after <see cref="IWebhookReceiver.Read"/>.</param>
public sealed record WebhookDelivery(IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body);
