namespace Unfurl.Adapters;

/// <summary>
/// Reads what a provider sends when something changed there: tells whether the provider sent it, and what it concerns.
/// Reading asks nobody, keeps nothing and takes no time to speak of; the service stores what came of it, once per delivery.
/// </summary>
/// <remarks>
/// A delivery is a hint: it says what to ask about again, and nothing of it is ever shown. So no state is taken from it,
/// whose order and completeness nobody vouches for.
/// </remarks>
public interface IWebhookReceiver
{
    /// <summary>
    /// The instance's key that holds the secret deliveries are signed with, e.g. <c>WebhookSecret</c>: for operators, who
    /// are told the key and never the value.
    /// </summary>
    string SecretSetting { get; }

    /// <summary>Whether that secret is there. Without it nothing can be verified, and the service refuses all deliveries unread.</summary>
    bool HasSecret { get; }

    /// <summary>
    /// Verifies a delivery and says what it means. Whatever comes is one of the outcomes; an exception is a bug in the adapter.
    /// The signature is checked over the bytes as they came, before anything else is looked at and in constant time
    /// (<see cref="System.Security.Cryptography.CryptographicOperations.FixedTimeEquals"/>).
    /// </summary>
    /// <param name="delivery">What came.</param>
    WebhookReading Read(WebhookDelivery delivery);
}

/// <summary>A request to <c>/webhooks/{provider}</c>, as it came.</summary>
/// <param name="Headers">
/// All headers, found whatever their case. Of one that stood several times the values are joined by commas (RFC 9110 §5.3).
/// </param>
/// <param name="Body">The body's bytes, 25 MB at most.</param>
public sealed record WebhookDelivery(IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body);

/// <summary>What a delivery is: a closed set.</summary>
public abstract record WebhookReading
{
    private WebhookReading() { }

    /// <summary>It has no signature.</summary>
    public sealed record NoSignature : WebhookReading;

    /// <summary>Its signature is not one of this secret over these bytes.</summary>
    public sealed record BadSignature : WebhookReading;

    /// <summary>The provider sent it, but it is not what the provider's documentation says it is.</summary>
    /// <param name="Reason">
    /// What is missing or wrong, for the sender and the log, e.g. <c>repository.id is no number</c>; repeats nothing of the
    /// delivery.
    /// </param>
    public sealed record Malformed(string Reason) : WebhookReading;

    /// <summary>It concerns nothing that a card shows.</summary>
    /// <param name="Event">What happened, in the provider's word; one of a few, since metrics are kept by it.</param>
    public sealed record Ignored(string Event) : WebhookReading;

    /// <summary>What cards show may have changed, or who may see it.</summary>
    /// <param name="DeliveryId">
    /// The provider's name for this delivery, the same when it is sent again; 1 to 100 printable ASCII characters. What was
    /// delivered before is acknowledged and has no second effect.
    /// </param>
    /// <param name="Event">What happened, in the provider's word; one of a few, since metrics are kept by it.</param>
    public sealed record Changed(string DeliveryId, string Event) : WebhookReading
    {
        /// <summary>
        /// What to ask about again, by the names that <see cref="Resolution.Found.Resources"/> gave: 500 characters at most
        /// each, a few hundred resources at most. Older copies may still be shown while the provider is slow or down.
        /// </summary>
        public IReadOnlyList<Resource> Refresh { get; init; } = [];

        /// <summary>
        /// What is gone, or may no longer be seen by those who saw it: no copy of it is shown to anybody from now on, public
        /// ones included, and then it is asked about again. Limits as for <see cref="Refresh"/>.
        /// </summary>
        public IReadOnlyList<Resource> Purge { get; init; } = [];

        /// <summary>
        /// Whose access changed, or ended with their credential, by <see cref="ProviderIdentity.Subject"/>: no copy made for
        /// them is shown from now on, and what they see is asked about again, as them. Those unknown to the service are
        /// passed over.
        /// </summary>
        public IReadOnlyList<string> Subjects { get; init; } = [];
    }
}
