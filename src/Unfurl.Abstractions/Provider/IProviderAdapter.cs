namespace Unfurl.Adapters;

/// <summary>
/// A kind of provider: what an assembly declares to bring an adapter. The service makes one of it and asks it for an
/// adapter per configured instance.
/// </summary>
public interface IProviderType
{
    /// <summary>The word that <c>Unfurl:Providers:&lt;name&gt;:Type</c> holds for it, e.g. <c>GitHub</c>; case is ignored.</summary>
    string Name { get; }

    /// <summary>Makes the adapter of one configured instance. Wrong settings are reported to <paramref name="settings"/>, not thrown.</summary>
    /// <param name="settings">The instance's settings.</param>
    IProviderAdapter Create(ProviderSettings settings);
}

/// <summary>
/// Turns links of one provider instance into previews, as the user who asks. Adapters are used by many requests at
/// once, keep nothing of a user's or of a thing between them, and send requests only through the
/// <see cref="HttpClient"/> they are handed. Two things they may remember for a while and within bounds: what they learnt
/// of the server itself, such as which version it has; and an answer for a conditional request (RFC 9110 §13), to be used
/// only after the provider said to the same credential that it still stands.
/// </summary>
public interface IProviderAdapter
{
    /// <summary>The kinds of link it knows, the most specific first: the first that matches is taken.</summary>
    IReadOnlyList<LinkPattern> Patterns { get; }

    /// <summary>Where it may send requests: scheme, host and port are compared, and all else is refused.</summary>
    IReadOnlyList<Uri> Origins { get; }

    /// <summary>How users sign in with the provider.</summary>
    OAuthSignIn SignIn { get; }

    /// <summary>Pictures it brings along: name to PNG bytes. The service serves them to Notion.</summary>
    IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Icons =>
        System.Collections.Frozen.FrozenDictionary<string, ReadOnlyMemory<byte>>.Empty;

    /// <summary>Reads what the provider sends when something changed there; null when it sends nothing, and links are only asked about.</summary>
    IWebhookReceiver? Webhooks => null;

    /// <summary>
    /// The normal form of a link of this provider: all spellings that the provider takes for the same thing have the
    /// same key, e.g. in lower case where the provider ignores case.
    /// </summary>
    /// <param name="match">The link, of a kind of <see cref="Patterns"/>.</param>
    string KeyOf(LinkMatch match);

    /// <summary>Asks the provider, as the user whose credential <paramref name="call"/> holds, what is behind a link.</summary>
    /// <param name="match">The link, of a kind of <see cref="Patterns"/>.</param>
    /// <param name="call">The client and credential to ask with.</param>
    /// <param name="cancellationToken">Ends the call; the time limit comes this way too.</param>
    Task<Resolution> ResolveAsync(LinkMatch match, ProviderCall call, CancellationToken cancellationToken);

    /// <summary>Asks the provider who the user is.</summary>
    /// <param name="call">The client and the credential that sign-in gave.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The user; null when the provider did not say.</returns>
    Task<ProviderIdentity?> IdentifyAsync(ProviderCall call, CancellationToken cancellationToken);

    /// <summary>
    /// Tells the provider that nobody here will use a credential again: its user disconnected, or it was replaced. Only this
    /// credential may end by it; what the same user was given in another sign-in, perhaps a moment ago, has to go on working.
    /// The service has forgotten the credential before, and does not ask again when this fails. Without an
    /// implementation nothing is told.
    /// </summary>
    /// <param name="call">The client and the credential's access token, which may have expired.</param>
    /// <param name="refreshToken">The refresh token that came with it; null when there was none.</param>
    /// <param name="cancellationToken">Ends the call; the time limit comes this way too.</param>
    /// <returns>What became of it.</returns>
    Task<Revocation> RevokeAsync(ProviderCall call, Secret? refreshToken, CancellationToken cancellationToken) =>
        Task.FromResult<Revocation>(new Revocation.Unsupported());
}

/// <summary>What an adapter needs for a call to its provider.</summary>
/// <param name="Http">Reaches the adapter's origins only; follows no redirects; limits an answer's size to 8 MB.</param>
/// <param name="AccessToken">The user's token, for the provider's hosts only.</param>
/// <param name="Time">The clock.</param>
public sealed record ProviderCall(HttpClient Http, Secret AccessToken, TimeProvider Time);

/// <summary>Who signed in.</summary>
/// <param name="Subject">The provider's stable, never reused id of the user; not the login, which changes.</param>
/// <param name="Login">What the user is called there.</param>
public sealed record ProviderIdentity(string Subject, string Login);

/// <summary>The provider's OAuth 2.0 authorization code flow (RFC 6749 §4.1), with PKCE.</summary>
public sealed record OAuthSignIn
{
    /// <summary>Where the browser goes.</summary>
    public required Uri AuthorizationEndpoint { get; init; }

    /// <summary>Where codes and refresh tokens are traded; answers JSON when asked for it.</summary>
    public required Uri TokenEndpoint { get; init; }

    /// <summary>Our client id at the provider.</summary>
    public required string ClientId { get; init; }

    /// <summary>Our client secret at the provider.</summary>
    public required Secret ClientSecret { get; init; }

    /// <summary>What to ask for; empty where the registration decides.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>
    /// What the token endpoint calls a refresh token that is no longer good, where it does not say <c>invalid_grant</c>
    /// (RFC 6749 §5.2). Any other error is no reason to send the user to sign in again.
    /// </summary>
    public IReadOnlyList<string> RefreshTokenRejections { get; init; } = [];

    /// <summary>Parameters that make the provider let the user choose another account, e.g. <c>prompt=select_account</c>.</summary>
    public IReadOnlyDictionary<string, string> SwitchAccountParameters { get; init; } =
        System.Collections.Frozen.FrozenDictionary<string, string>.Empty;
}
