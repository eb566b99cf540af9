using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Octokit;

namespace Unfurl.GitHub;

/// <summary>
/// Deletes a token at GitHub. It does not delete the authorization, which would also revoke the tokens of the same
/// user's newer sign-ins: https://docs.github.com/en/rest/apps/oauth-applications.
/// </summary>
internal sealed partial class GitHubRevocation(
    GitHubOptions settings,
    GitHubApp app,
    Uri tokenEndpoint,
    ProviderCall call,
    ETagCache etagCache
)
{
    // GitHub's error code for a refresh token that was used, revoked or has expired.
    public const string BadRefreshToken = "bad_refresh_token";

    // A response of the token endpoint holds two tokens and a few short values.
    private const int MaxResponseBytes = 16 * 1024;

    public async Task<Revocation> RevokeAsync(Secret? refreshToken, CancellationToken cancellationToken)
    {
        try
        {
            var revocation = await DeleteAsync(call.RevealCredential(), cancellationToken);
            // GitHub does not know an expired token, but its refresh token is still valid.
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
            return new Revocation.Failed("the response was cut off");
        }
    }

    // GitHub deletes access tokens only, so the refresh token is exchanged for one first.
    private async Task<Revocation> RevokeRefreshTokenAsync(Secret refreshToken, CancellationToken cancellationToken)
    {
        var response = await RefreshAsync(refreshToken, cancellationToken);
        return response switch
        {
            { AccessToken: { Length: > 0 } token } => await DeleteAsync(token, cancellationToken)
                ?? new Revocation.Done(),
            { Error: BadRefreshToken } => new Revocation.Done(),
            _ => new Revocation.Failed("the token endpoint returned no token"),
        };
    }

    // https://docs.github.com/en/rest/apps/oauth-applications#delete-an-app-token. Returns null if GitHub does not know
    // the token.
    private async Task<Revocation?> DeleteAsync(string token, CancellationToken cancellationToken)
    {
        var url = settings.ApiUrl.Below($"applications/{Uri.EscapeDataString(app.ClientId)}/token");
        var content = JsonContent.Create(new DeleteTokenRequest(token), Json.Default.DeleteTokenRequest);
        var status = await new GitHubExchange(settings, call, etagCache, cancellationToken).RunAsync(
            new Credentials(app.ClientId, app.ClientSecret.Reveal()),
            connection => connection.Delete<object>(url, content, GitHubMediaTypes.Default)
        );
        return status switch
        {
            HttpStatusCode.NoContent => new Revocation.Done(),
            // GitHub returns 422 for a malformed token.
            HttpStatusCode.NotFound or HttpStatusCode.UnprocessableEntity => null,
            _ => new Revocation.Failed($"HTTP {(int)status}"),
        };
    }

    // https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/refreshing-user-access-tokens
    private async Task<RefreshResponse?> RefreshAsync(Secret refreshToken, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, tokenEndpoint);
        request.Headers.UserAgent.Add(GitHubClient.UserAgent);
        request.Headers.Accept.Add(new("application/json"));
        request.Content = new FormUrlEncodedContent([
            new("grant_type", "refresh_token"),
            new("refresh_token", refreshToken.Reveal()),
            new("client_id", app.ClientId),
            new("client_secret", app.ClientSecret.Reveal()),
        ]);
        using var response = await call.Http.SendAsync(
            request,
            HttpCompletionOption.ResponseHeadersRead,
            cancellationToken
        );
        var refreshed = await GitHubResponse.ReadAsync(response, MaxResponseBytes, call.Time, cancellationToken);
        try
        {
            return refreshed is null
                ? null
                : JsonSerializer.Deserialize(refreshed.Body.Span, Json.Default.RefreshResponse);
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
