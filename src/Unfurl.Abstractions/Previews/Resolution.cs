namespace Unfurl.Adapters;

/// <summary>
/// What became of a link: a closed set. Whatever a provider can be expected to answer is one of these values; an
/// exception is a bug in the adapter.
/// </summary>
public abstract record Resolution
{
    private Resolution() { }

    /// <summary>The thing is there and the account may see it.</summary>
    /// <param name="Preview">What to show.</param>
    public sealed record Found(Preview Preview) : Resolution
    {
        /// <summary>Who may be shown this copy. Say <see cref="Audience.Public"/> only when anyone without an account may see the thing.</summary>
        public Audience Audience { get; init; } = Audience.Account;

        /// <summary>Stable names of what the card shows, the thing itself first: webhooks name the same ones.</summary>
        public IReadOnlyList<Resource> Resources { get; init; } = [];

        /// <summary>How long the copy is as good as new; null for the configured time, which is also the longest.</summary>
        public TimeSpan? Freshness { get; init; }
    }

    /// <summary>There is no such thing, or the provider will not say whether there is: the two are never told apart.</summary>
    public sealed record NotFound : Resolution;

    /// <summary>The provider refuses, and says so.</summary>
    /// <param name="Remedy">What the user can do, in a sentence that repeats nothing of the link.</param>
    public sealed record Forbidden(string Remedy) : Resolution;

    /// <summary>The provider no longer takes the account's credential: it was revoked or has expired.</summary>
    public sealed record SignInNeeded : Resolution;

    /// <summary>The account has used up what the provider allows it.</summary>
    /// <param name="Until">When the provider will answer again.</param>
    public sealed record RateLimited(DateTimeOffset Until) : Resolution;

    /// <summary>The provider failed, was too slow or answered nonsense.</summary>
    /// <param name="Reason">For the log, e.g. <c>HTTP 502</c>; holds no secrets and nothing of the answer's text.</param>
    public sealed record Unavailable(string Reason) : Resolution
    {
        /// <summary>Whether the provider did not answer in time, rather than answered wrongly.</summary>
        public bool TooSlow { get; init; }
    }
}

/// <summary>Who may be shown a copy of a preview.</summary>
public enum Audience
{
    /// <summary>Only the account it was made for.</summary>
    Account,

    /// <summary>Every account: the thing can be seen without signing in.</summary>
    Public,
}

/// <summary>
/// The stable name of a thing behind links, e.g. <c>repo:1296269#12</c>, unique within the provider instance: many
/// links and a webhook meet at it. Names things by what survives a rename.
/// </summary>
/// <param name="Name">The name.</param>
public readonly record struct Resource(string Name)
{
    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
