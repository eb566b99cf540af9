namespace Unfurl.Tests.Previews;

/// <summary>Something that happens in a <see cref="PrivacyHistory"/>.</summary>
internal abstract record PrivacyEvent
{
    /// <summary>An account asks, and the provider answers at once.</summary>
    public sealed record Asks(string Account) : PrivacyEvent;

    /// <summary>An account asks, and the call stays open. It reads the provider's state when it begins, or when it ends.</summary>
    public sealed record Opens(string Account, bool ReadsAtTheEnd) : PrivacyEvent;

    /// <summary>An open call ends.</summary>
    public sealed record CallEnds(int Which) : PrivacyEvent;

    /// <summary>Time goes by.</summary>
    public sealed record Passes(int Seconds) : PrivacyEvent;

    /// <summary>The thing is seen by others than before: by everybody (null), or by those named.</summary>
    public sealed record Becomes(string? SeenBy) : PrivacyEvent;

    /// <summary>The provider fails, or works again.</summary>
    public sealed record Fails(bool Now) : PrivacyEvent;

    /// <summary>The provider limits an account.</summary>
    public sealed record Limits(string Account, int Seconds) : PrivacyEvent;

    /// <summary>An account's credential is revoked, or the account signs in again.</summary>
    public sealed record Revokes(string Account, bool Now) : PrivacyEvent;
}
