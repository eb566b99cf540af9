namespace Unfurl.Adapters;

/// <summary>
/// The result of resolving a link: a closed set that covers every expected response of a provider. An exception from
/// an adapter is a bug in the adapter.
/// </summary>
public abstract record Resolution
{
    private Resolution() { }

    /// <summary>
    /// True if the provider refused the request for a reason that the adapter does not know. After several of these in a
    /// row, the service pauses the account's calls: it may be a limit or a block in words that are new.
    /// </summary>
    public bool IsUnknownRefusal { get; init; }

    /// <summary>The resource exists and the account may see it.</summary>
    /// <param name="Preview">The content of the card.</param>
    public sealed record Found(Preview Preview) : Resolution
    {
        /// <summary>
        /// The accounts that may see this preview. Use <see cref="Audience.Public"/> only if the resource is visible
        /// without an account.
        /// </summary>
        public Audience Audience { get; init; } = Audience.Account;

        /// <summary>
        /// The stable names of everything that the card shows, the link's own resource first. Webhooks report changes by
        /// the same names, see <see cref="WebhookReading.Changed.Refresh"/>.
        /// </summary>
        public IReadOnlyList<Resource> Resources { get; init; } = [];

        /// <summary>
        /// How long the preview is fresh. Null means the configured time, which is also the upper limit; a negative value
        /// means zero.
        /// </summary>
        public TimeSpan? Freshness { get; init; }
    }

    /// <summary>
    /// The resource does not exist, or the provider hides whether it exists. Unfurl never distinguishes the two.
    /// </summary>
    public sealed record NotFound : Resolution;

    /// <summary>The provider denies access and says so.</summary>
    /// <param name="Remedy">What the user can do: a sentence without any part of the link.</param>
    public sealed record Forbidden(string Remedy) : Resolution;

    /// <summary>The provider rejects the account's credential: it was revoked or has expired.</summary>
    public sealed record SignInNeeded : Resolution
    {
        /// <summary>
        /// True if the provider says that it has suspended the account. The credential is not used again, and the card says
        /// so until the user signs in again.
        /// </summary>
        public bool IsSuspended { get; init; }
    }

    /// <summary>The account has reached the provider's rate limit.</summary>
    /// <param name="Until">The time at which the provider accepts requests again.</param>
    public sealed record RateLimited(DateTimeOffset Until) : Resolution;

    /// <summary>The provider failed, timed out or sent an invalid response.</summary>
    /// <param name="Reason">A text for the log, e.g. <c>HTTP 502</c>, without secrets and without text of the response.</param>
    public sealed record Unavailable(string Reason) : Resolution
    {
        /// <summary>True if the provider did not respond in time.</summary>
        public bool TooSlow { get; init; }
    }
}
