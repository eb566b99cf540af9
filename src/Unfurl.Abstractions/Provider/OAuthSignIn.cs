using System.Collections.Frozen;

namespace Unfurl.Adapters;

/// <summary>
/// The settings of the provider's OAuth 2.0 authorization code flow (RFC 6749 §4.1). The service uses PKCE (RFC 7636).
/// </summary>
public sealed record OAuthSignIn
{
    /// <summary>The authorization endpoint, to which the browser is redirected.</summary>
    public required Uri AuthorizationEndpoint { get; init; }

    /// <summary>
    /// The token endpoint, which exchanges codes and refresh tokens. It must respond with JSON if the request accepts it.
    /// </summary>
    public required Uri TokenEndpoint { get; init; }

    /// <summary>The service's client id at the provider.</summary>
    public required string ClientId { get; init; }

    /// <summary>The service's client secret at the provider.</summary>
    public required Secret ClientSecret { get; init; }

    /// <summary>The scopes to request; empty if the registration at the provider determines them.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

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
}
