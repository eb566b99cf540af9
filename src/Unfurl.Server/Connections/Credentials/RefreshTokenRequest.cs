using Unfurl.Server.Providers;

namespace Unfurl.Server.Connections.Credentials;

/// <summary>Refreshes an access token at the provider (RFC 6749 §6).</summary>
internal static class RefreshTokenRequest
{
    // The error that concerns the refresh token itself (RFC 6749 §5.2). Others concern the client or the server, unless
    // the adapter lists them, and must not make every user sign in again.
    private const string InvalidGrant = "invalid_grant";

    /// <returns>The new tokens; null when the provider rejected the refresh token.</returns>
    /// <exception cref="HttpRequestException">The endpoint failed or its response was malformed. The token may still be valid.</exception>
    public static async Task<TokenResponse?> SendAsync(
        ProviderInstance instance,
        Secret refreshToken,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var parameters = new Dictionary<string, string>
        {
            ["grant_type"] = "refresh_token",
            ["refresh_token"] = refreshToken.Reveal(),
        };
        return await TokenRequest.SendAsync(instance, parameters, cancellationToken) switch
        {
            TokenResult.Issued issued => issued.At(time.GetUtcNow()),
            TokenResult.Refused(var error)
                when error == InvalidGrant || instance.OAuth.RefreshTokenRejections.Contains(error) => null,
            TokenResult.Refused => throw new HttpRequestException(
                $"The token endpoint of {instance.Name} refused this service."
            ),
            TokenResult.Failed(var reason) => throw new HttpRequestException(
                $"The token endpoint of {instance.Name} failed: {reason}."
            ),
            _ => throw new InvalidOperationException("Unknown token result."),
        };
    }
}
