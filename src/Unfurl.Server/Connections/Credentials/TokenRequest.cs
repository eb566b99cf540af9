using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.WebUtilities;
using Unfurl.Server.Providers;

namespace Unfurl.Server.Connections.Credentials;

/// <summary>A request to a provider's token endpoint (RFC 6749 §3.2).</summary>
internal static partial class TokenRequest
{
    // Errors of the server, not of the request (RFC 6749 §4.1.2.1).
    private static readonly string[] ServerErrors = ["server_error", "temporarily_unavailable"];

    /// <param name="parameters">The form, without the client's credentials.</param>
    /// <exception cref="HttpRequestException">The endpoint was not reached.</exception>
    public static async Task<TokenResult> SendAsync(
        ProviderInstance instance,
        Dictionary<string, string> parameters,
        CancellationToken cancellationToken
    )
    {
        var signIn = instance.OAuth;
        using var request = new HttpRequestMessage(HttpMethod.Post, signIn.TokenEndpoint);
        request.Headers.Accept.ParseAdd("application/json");
        if (signIn.TokenEndpointAuthMethod == TokenEndpointAuthMethod.ClientSecretBasic)
            request.Headers.Authorization = BasicOf(signIn);
        else
            parameters = new Dictionary<string, string>(parameters)
            {
                ["client_id"] = signIn.ClientId,
                ["client_secret"] = signIn.ClientSecret.Reveal(),
            };
        request.Content = new FormUrlEncodedContent(parameters);
        using var response = await instance.Http.SendAsync(request, cancellationToken);
        var status = (int)response.StatusCode;
        if (status >= 500 || response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout)
            return new TokenResult.Failed($"HTTP {status}");
        if (await ReadAsync(response, cancellationToken) is not { } body)
            return new TokenResult.Failed($"HTTP {status} without a readable answer");
        // Some providers report errors with status 200, so the body decides.
        if (!string.IsNullOrEmpty(body.AccessToken))
            return new TokenResult.Issued(
                new Secret(body.AccessToken),
                string.IsNullOrEmpty(body.RefreshToken) ? null : new Secret(body.RefreshToken),
                body.ExpiresIn
            );
        return string.IsNullOrEmpty(body.Error) || ServerErrors.Contains(body.Error)
            ? new TokenResult.Failed($"HTTP {status} without a token")
            : new TokenResult.Refused(body.Error);
    }

    // RFC 6749 §2.3.1: each is encoded as in a form before they are put together.
    private static AuthenticationHeaderValue BasicOf(OAuthSignIn signIn) =>
        new(
            "Basic",
            Convert.ToBase64String(
                Encoding.ASCII.GetBytes(
                    $"{WebUtility.UrlEncode(signIn.ClientId)}:{WebUtility.UrlEncode(signIn.ClientSecret.Reveal())}"
                )
            )
        );

    private static async Task<Body?> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentType?.MediaType == "application/x-www-form-urlencoded")
            return FromForm(await response.Content.ReadAsStringAsync(cancellationToken));
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            return await JsonSerializer.DeserializeAsync(stream, Json.Default.Body, cancellationToken);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Some providers answer like this whatever the request accepts.
    private static Body FromForm(string text)
    {
        var form = QueryHelpers.ParseQuery(text);
        return new Body
        {
            AccessToken = form.GetValueOrDefault("access_token"),
            RefreshToken = form.GetValueOrDefault("refresh_token"),
            ExpiresIn = double.TryParse(
                form.GetValueOrDefault("expires_in"),
                CultureInfo.InvariantCulture,
                out var seconds
            )
                ? seconds
                : null,
            Error = form.GetValueOrDefault("error"),
        };
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

/// <summary>The result of a token request: a closed set.</summary>
internal abstract record TokenResult
{
    private TokenResult() { }

    /// <param name="ExpiresIn">In seconds; null when the provider did not say.</param>
    internal sealed record Issued(Secret AccessToken, Secret? RefreshToken, double? ExpiresIn) : TokenResult
    {
        // Longer lifetimes are capped, because they could overflow a date.
        private static readonly TimeSpan MaxLifetime = TimeSpan.FromDays(3650);

        public TokenResponse At(DateTimeOffset now) =>
            new(
                AccessToken,
                RefreshToken,
                ExpiresIn is > 0 and var seconds ? now.AddSeconds(Math.Min(seconds, MaxLifetime.TotalSeconds)) : null
            );
    }

    /// <summary>The endpoint refused the request.</summary>
    /// <param name="Error">The provider's code (RFC 6749 §5.2), as received.</param>
    internal sealed record Refused(string Error) : TokenResult;

    /// <summary>The endpoint failed, or its response was malformed. It says nothing about code and token.</summary>
    /// <param name="Reason">For the log, without text of the response.</param>
    internal sealed record Failed(string Reason) : TokenResult;
}

/// <summary>The tokens in a response of a provider's token endpoint.</summary>
internal sealed record TokenResponse(Secret AccessToken, Secret? RefreshToken, DateTimeOffset? ExpiresAt);
