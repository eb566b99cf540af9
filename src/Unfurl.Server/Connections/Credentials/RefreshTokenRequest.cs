using System.Text.Json;
using System.Text.Json.Serialization;
using Unfurl.Server.Providers;

namespace Unfurl.Server.Connections.Credentials;

/// <summary>The tokens in a response of a provider's token endpoint.</summary>
internal sealed record TokenResponse(Secret AccessToken, Secret? RefreshToken, DateTimeOffset? ExpiresAt);

/// <summary>Refreshes an access token at the provider (RFC 6749 §6).</summary>
internal static partial class RefreshTokenRequest
{
    // The error that concerns the refresh token itself (RFC 6749 §5.2). Others concern the client or the server, unless
    // the adapter lists them, and must not make every user sign in again.
    private const string InvalidGrant = "invalid_grant";

    // Longer lifetimes are capped, because they could overflow a date.
    private static readonly TimeSpan MaxLifetime = TimeSpan.FromDays(3650);

    /// <returns>The new tokens; null when the provider rejected the refresh token.</returns>
    /// <exception cref="HttpRequestException">The endpoint failed or its response was malformed. The token may still be valid.</exception>
    public static async Task<TokenResponse?> SendAsync(
        ProviderInstance instance,
        Secret refreshToken,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var signIn = instance.Adapter.SignIn;
        using var request = new HttpRequestMessage(HttpMethod.Post, signIn.TokenEndpoint)
        {
            Headers = { { "Accept", "application/json" } },
            Content = new FormUrlEncodedContent(
                new Dictionary<string, string>
                {
                    ["grant_type"] = "refresh_token",
                    ["refresh_token"] = refreshToken.Reveal(),
                    ["client_id"] = signIn.ClientId,
                    ["client_secret"] = signIn.ClientSecret.Reveal(),
                }
            ),
        };
        using var response = await instance.Http.SendAsync(request, cancellationToken);
        if ((int)response.StatusCode >= 500 || response.StatusCode == System.Net.HttpStatusCode.TooManyRequests)
            throw new HttpRequestException(
                $"The token endpoint of {instance.Name} responded with {(int)response.StatusCode}."
            );

        var body = await ReadAsync(response, instance.Name, cancellationToken);
        // Some providers report errors with status 200, so the body decides.
        if (string.IsNullOrEmpty(body.AccessToken))
        {
            return body.Error == InvalidGrant || signIn.RefreshTokenRejections.Contains(body.Error)
                ? null
                : throw new HttpRequestException(
                    $"The token endpoint of {instance.Name} returned neither a token nor a rejection of the refresh token."
                );
        }
        return new TokenResponse(
            new Secret(body.AccessToken),
            string.IsNullOrEmpty(body.RefreshToken) ? null : new Secret(body.RefreshToken),
            body.ExpiresIn is > 0 and var seconds
                ? time.GetUtcNow().AddSeconds(Math.Min(seconds, MaxLifetime.TotalSeconds))
                : null
        );
    }

    private static async Task<Body> ReadAsync(
        HttpResponseMessage response,
        string provider,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            return await JsonSerializer.DeserializeAsync(stream, Json.Default.Body, cancellationToken) ?? new Body();
        }
        catch (JsonException exception)
        {
            throw new HttpRequestException($"The token endpoint of {provider} did not return JSON.", exception);
        }
    }

    private sealed record Body
    {
        public string? AccessToken { get; init; }
        public string? RefreshToken { get; init; }
        public double? ExpiresIn { get; init; }
        public string? Error { get; init; }
    }

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowReadingFromString
    )]
    [JsonSerializable(typeof(Body))]
    private sealed partial class Json : JsonSerializerContext;
}
