using System.Collections.Frozen;

namespace Unfurl.Adapters;

/// <summary>The provider's OAuth 2.0 authorization code flow (RFC 6749 §4.1).</summary>
public sealed record OAuthSignIn : SignIn
{
    /// <summary>The authorization endpoint, to which the browser is redirected.</summary>
    public required Uri AuthorizationEndpoint { get; init; }

    /// <summary>
    /// The token endpoint, which exchanges codes and refresh tokens. It may answer in JSON (RFC 6749 §5.1) or as a form
    /// (<c>application/x-www-form-urlencoded</c>). An answer without <c>expires_in</c> is a token without an end.
    /// </summary>
    public required Uri TokenEndpoint { get; init; }

    /// <summary>The service's client id at the provider.</summary>
    public required string ClientId { get; init; }

    /// <summary>The service's client secret at the provider.</summary>
    public required Secret ClientSecret { get; init; }

    /// <summary>Asks the provider who signed in.</summary>
    public required IdentifyUser Identify { get; init; }

    /// <summary>How the service identifies itself at the token endpoint (RFC 6749 §2.3.1).</summary>
    public TokenEndpointAuthMethod TokenEndpointAuthMethod { get; init; }

    /// <summary>Whether the code is bound to the service by PKCE (RFC 7636). Only for a provider that refuses its parameters it is false.</summary>
    public bool UsesPkce { get; init; } = true;

    /// <summary>The scopes to request; empty if the registration at the provider determines them.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>
    /// What scopes allow, in plain words that begin in lower case, e.g. <c>read your profile</c>. With any, the service shows the
    /// scopes before it sends a user to the provider, those without words by their names.
    /// </summary>
    public IReadOnlyDictionary<string, string> ScopeDescriptions { get; init; } =
        FrozenDictionary<string, string>.Empty;

    /// <summary>
    /// The token endpoint's error codes for an invalid refresh token, in addition to <c>invalid_grant</c> (RFC 6749 §5.2).
    /// After any other error the user does not have to sign in again.
    /// </summary>
    public IReadOnlyList<string> RefreshTokenRejections { get; init; } = [];

    /// <summary>
    /// Parameters for the authorization endpoint that let the user choose another account, e.g.
    /// <c>prompt=select_account</c>; empty if the provider has none.
    /// </summary>
    public IReadOnlyDictionary<string, string> SwitchAccountParameters { get; init; } =
        FrozenDictionary<string, string>.Empty;

    /// <summary>
    /// Revokes a credential at the provider after its user disconnected or the credential was replaced; null if the provider
    /// cannot.
    /// </summary>
    public RevokeCredential? Revoke { get; init; }

    /// <summary>
    /// Explains why the provider sent a browser to the callback although no sign-in was started, e.g. after its app was
    /// installed. The service shows the notice with a button to sign in, and uses nothing else of the query. The query's
    /// parameters come without repeated ones; anyone can write them, so the notice must not repeat them. The notice is null if
    /// the query has no meaning.
    /// </summary>
    public Func<IReadOnlyDictionary<string, string>, CallbackNotice?> ExplainCallback { get; init; } = _ => null;
}

/// <summary>How the service identifies itself at a token endpoint (RFC 6749 §2.3.1).</summary>
public enum TokenEndpointAuthMethod
{
    /// <summary>By <c>client_id</c> and <c>client_secret</c> in the form: <c>client_secret_post</c> in RFC 7591.</summary>
    ClientSecretPost,

    /// <summary>By HTTP Basic authentication: <c>client_secret_basic</c> in RFC 7591.</summary>
    ClientSecretBasic,
}

/// <summary>Revokes a credential at the provider.</summary>
/// <remarks>
/// Only this credential may be revoked. Other credentials of the same user, including newer ones, must stay active. The service
/// has already deleted the credential and does not retry.
/// </remarks>
/// <param name="call">The HTTP client and the credential's access token, which may have expired.</param>
/// <param name="refreshToken">The credential's refresh token; null if it has none.</param>
/// <param name="cancellationToken">Cancels the call, also when its time limit is reached.</param>
/// <returns>The outcome, for the log.</returns>
public delegate Task<Revocation> RevokeCredential(
    ProviderCall call,
    Secret? refreshToken,
    CancellationToken cancellationToken
);
