namespace Unfurl.Demo;

// RFC 7009.
internal sealed class AcmeRevocation(Uri endpoint, string clientId, Secret clientSecret)
{
    // The refresh token has the longer lifetime, and revoking either revokes both (RFC 7009 §2.1).
    public async Task<Revocation> RevokeAsync(
        ProviderCall call,
        Secret? refreshToken,
        CancellationToken cancellationToken
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint);
        request.Content = new FormUrlEncodedContent([
            new("token", refreshToken?.Reveal() ?? call.RevealCredential()),
            new("token_type_hint", refreshToken is null ? "access_token" : "refresh_token"),
            new("client_id", clientId),
            new("client_secret", clientSecret.Reveal()),
        ]);
        try
        {
            using var response = await call.Http.SendAsync(
                request,
                HttpCompletionOption.ResponseHeadersRead,
                cancellationToken
            );
            // The status is 200 also for an unknown token (RFC 7009 §2.2).
            return response.IsSuccessStatusCode
                ? new Revocation.Done()
                : new Revocation.Failed($"HTTP {(int)response.StatusCode}");
        }
        catch (HttpRequestException failure)
        {
            return new Revocation.Failed($"connection failed: {failure.HttpRequestError}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new Revocation.Failed("timeout");
        }
    }
}
