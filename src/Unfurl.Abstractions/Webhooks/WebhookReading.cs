namespace Unfurl.Adapters;

/// <summary>The outcome of reading a delivery: a closed set.</summary>
public abstract record WebhookReading
{
    private WebhookReading() { }

    /// <summary>The delivery has no signature.</summary>
    /// <param name="Header">The header that would hold it, for the sender and the log.</param>
    public sealed record NoSignature(string Header) : WebhookReading;

    /// <summary>The signature does not match the secret and the bytes.</summary>
    public sealed record BadSignature : WebhookReading;

    /// <summary>The delivery is signed but does not follow the provider's documentation.</summary>
    /// <param name="Reason">
    /// The missing or invalid part, for the sender and the log, e.g. <c>repository.id is no number</c>, without text of the
    /// delivery.
    /// </param>
    public sealed record Malformed(string Reason) : WebhookReading;

    /// <summary>The delivery affects no card.</summary>
    /// <param name="Event">The provider's name of the event, from a small set: it is a metric label.</param>
    public sealed record Ignored(string Event) : WebhookReading;

    /// <summary>The content of cards, or access to it, may have changed.</summary>
    /// <param name="DeliveryId">
    /// The provider's id of the delivery, equal for a redelivery: 1 to 100 printable ASCII characters. The service
    /// acknowledges a repeated delivery without a second effect.
    /// </param>
    /// <param name="Event">The provider's name of the event, from a small set: it is a metric label.</param>
    public sealed record Changed(string DeliveryId, string Event) : WebhookReading
    {
        /// <summary>
        /// The resources to refresh, by the names in <see cref="Resolution.Found.Resources"/>: at most 500 characters each
        /// and a few hundred resources. Stale previews may still be served while the provider is slow or unavailable.
        /// </summary>
        public IReadOnlyList<Resource> Refresh { get; init; } = [];

        /// <summary>
        /// The resources that were deleted or whose visibility shrank. Their cached previews, public ones included, are no
        /// longer served, and the resources are refreshed. The limits of <see cref="Refresh"/> apply.
        /// </summary>
        public IReadOnlyList<Resource> Purge { get; init; } = [];

        /// <summary>
        /// True if access was lost to more than the delivery names. No cached preview of the provider instance is served any
        /// more, and all its links are refreshed.
        /// </summary>
        public bool PurgesEverything { get; init; }

        /// <summary>
        /// The users whose access changed or whose credential was revoked, by <see cref="Identification.Known.Subject"/>. Previews
        /// cached for their accounts are no longer served, and their links are refreshed. The service ignores unknown users.
        /// </summary>
        public IReadOnlyList<string> Subjects { get; init; } = [];
    }
}
