using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Unfurl.GitHub;

/// <summary>
/// Deletes a token at GitHub. Not the whole authorization: that would take the token along which the same user got in
/// another sign-in a moment ago (https://docs.github.com/en/rest/apps/oauth-applications).
/// </summary>
internal sealed partial class GitHubRevocation(GitHubSettings settings, Uri tokenEndpoint, ProviderCall call)
{
    /// <summary>A refresh token that was used, has expired or was revoked.</summary>
    public const string BadRefreshToken = "bad_refresh_token";

    /// <summary>An answer of the token endpoint is two tokens and a few words.</summary>
    private const int MaxResponseBytes = 16 * 1024;

    public async Task<Revocation> RevokeAsync(Secret? refreshToken, CancellationToken cancellationToken)
    {
        try
        {
            var revocation = await DeleteAsync(call.AccessToken, cancellationToken);
            // An expired token is not known either, but its refresh token still makes a new one.
            return revocation is null && refreshToken is not null
                ? await RevokeRefreshTokenAsync(refreshToken, cancellationToken)
                : revocation ?? new Revocation.Done();
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new Revocation.Failed("timeout");
        }
        catch (HttpRequestException e)
        {
            return new Revocation.Failed($"connection failed: {e.HttpRequestError}");
        }
        catch (IOException)
        {
            return new Revocation.Failed("the answer broke off");
        }
    }

    /// <summary>GitHub deletes access tokens only, so the refresh token is turned into one first.</summary>
    private async Task<Revocation> RevokeRefreshTokenAsync(Secret refreshToken, CancellationToken cancellationToken)
    {
        var answer = await RefreshAsync(refreshToken, cancellationToken);
        return answer switch
        {
            { AccessToken: { Length: > 0 } token } => await DeleteAsync(new Secret(token), cancellationToken)
                ?? new Revocation.Done(),
            { Error: BadRefreshToken } => new Revocation.Done(),
            _ => new Revocation.Failed("the token endpoint answered no token"),
        };
    }

    /// <summary>https://docs.github.com/en/rest/apps/oauth-applications#delete-an-app-token</summary>
    /// <returns>What became of it; null when GitHub does not know the token.</returns>
    private async Task<Revocation?> DeleteAsync(Secret token, CancellationToken cancellationToken)
    {
        var pair = $"{settings.ClientId}:{settings.ClientSecret.Reveal()}";
        using var request = new HttpRequestMessage(
            HttpMethod.Delete,
            settings.ApiUrl.Below($"applications/{Uri.EscapeDataString(settings.ClientId)}/token")
        );
        request.Headers.UserAgent.Add(GitHubClient.UserAgent);
        request.Headers.Accept.Add(new("application/vnd.github+json"));
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic",
            Convert.ToBase64String(Encoding.UTF8.GetBytes(pair))
        );
        request.Content = JsonContent.Create(new DeleteTokenRequest(token.Reveal()), Json.Default.DeleteTokenRequest);
        using var response = await call.Http.SendAsync(
            request,
            HttpCompletionOption.ResponseHeadersRead,
            cancellationToken
        );
        return response.StatusCode switch
        {
            HttpStatusCode.NoContent => new Revocation.Done(),
            // 422 is what GitHub says of a token that cannot be one.
            HttpStatusCode.NotFound or HttpStatusCode.UnprocessableEntity => null,
            var status => new Revocation.Failed($"HTTP {(int)status}"),
        };
    }

    /// <summary>https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/refreshing-user-access-tokens</summary>
    private async Task<RefreshResponse?> RefreshAsync(Secret refreshToken, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, tokenEndpoint);
        request.Headers.UserAgent.Add(GitHubClient.UserAgent);
        request.Headers.Accept.Add(new("application/json"));
        request.Content = new FormUrlEncodedContent([
            new("grant_type", "refresh_token"),
            new("refresh_token", refreshToken.Reveal()),
            new("client_id", settings.ClientId),
            new("client_secret", settings.ClientSecret.Reveal()),
        ]);
        using var response = await call.Http.SendAsync(
            request,
            HttpCompletionOption.ResponseHeadersRead,
            cancellationToken
        );
        var reply = await GitHubResponse.ReadAsync(response, MaxResponseBytes, call.Time, cancellationToken);
        try
        {
            return reply is null ? null : JsonSerializer.Deserialize(reply.Body.Span, Json.Default.RefreshResponse);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record DeleteTokenRequest(string AccessToken);

    private sealed record RefreshResponse(string? AccessToken, string? Error);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
    [JsonSerializable(typeof(DeleteTokenRequest))]
    [JsonSerializable(typeof(RefreshResponse))]
    private sealed partial class Json : JsonSerializerContext;
}
