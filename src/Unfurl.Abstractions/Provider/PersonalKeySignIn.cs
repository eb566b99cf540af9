namespace Unfurl.Adapters;

/// <summary>
/// The user pastes a key of their own, which the provider made for them, such as an API key or a personal access token. The
/// service checks it before it keeps it, and again from time to time: with a key that is no longer valid many tools answer as if
/// nobody had asked, and not with an error.
/// </summary>
public sealed record PersonalKeySignIn : SignIn
{
    /// <summary>
    /// Asks the provider whose the key is, by a request that only a valid key can make, e.g. "who am I". The status of any other
    /// request is not enough. Nothing of the response is kept.
    /// </summary>
    public required IdentifyUser Identify { get; init; }

    /// <summary>The provider's own name for the key, in the middle of a sentence, e.g. <c>API access key</c>.</summary>
    public string KeyName { get; init; } = "personal access token";

    /// <summary>The page where users make and end their keys; null if there is none of its own.</summary>
    public Uri? KeyPage { get; init; }

    /// <summary>What the key must be allowed to do: a sentence, e.g. <c>It needs the scope read_api.</c>; null for nothing.</summary>
    public string? KeyHint { get; init; }

    /// <summary>
    /// Whether it may be a user name and a password with a colon between them, or a scheme and a key with a blank between them. A key
    /// alone has neither blanks nor other letters than plain ones.
    /// </summary>
    public bool MayBePassword { get; init; }
}
