using System.Net.Http.Headers;
using System.Text.Json;
using Unfurl.Simulator.Users;

namespace Unfurl.Simulator.Service;

/// <summary>Sends Notion's requests to the service under test, as documented.</summary>
internal sealed class ServiceClient(Func<SimulatorOptions> options, HttpClient http, TimeProvider time)
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    public Task<ServiceResponse> ExchangeCodeAsync(string code, CancellationToken cancellationToken) =>
        RequestTokenAsync("authorization_code", "code", code, cancellationToken);

    public Task<ServiceResponse> RefreshAsync(Secret refreshToken, CancellationToken cancellationToken) =>
        RequestTokenAsync("refresh_token", "refresh_token", refreshToken.Reveal(), cancellationToken);

    public Task<ServiceResponse> UnfurlAsync(Secret token, string uri, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, options().UnfurlUrl, UriContent(uri), token, cancellationToken);

    public Task<ServiceResponse> DeletePreviewAsync(Secret token, string uri, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Delete, options().UnfurlUrl, UriContent(uri), token, cancellationToken);

    public Task<ServiceResponse> DeleteTokenAsync(Uri url, Secret token, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Delete, url, DeletedTokenContent(token), null, cancellationToken);

    private Task<ServiceResponse> RequestTokenAsync(
        string grantType,
        string parameter,
        string value,
        CancellationToken cancellationToken
    )
    {
        var current = options();
        var form = new FormUrlEncodedContent([
            new("grant_type", grantType),
            new(parameter, value),
            new("client_id", current.ClientId),
            new("client_secret", current.ClientSecret.Reveal()),
            new("redirect_uri", current.RedirectUri.AbsoluteUri),
        ]);
        return SendAsync(HttpMethod.Post, current.TokenUrl, form, null, cancellationToken);
    }

    // For requests that Notion does not send; the methods above send Notion's.
    public async Task<ServiceResponse> SendAsync(
        HttpMethod method,
        Uri url,
        HttpContent? content,
        Secret? token,
        CancellationToken cancellationToken
    )
    {
        var exchange = Exchange.ByNotion(method, url, time);
        using var request = new HttpRequestMessage(method, url) { Content = content };
        request.Headers.Accept.Add(new("application/json"));
        if (token is not null)
            request.Headers.Authorization = new("Bearer", token.Reveal());
        try
        {
            using var response = await http.SendAsync(
                request,
                HttpCompletionOption.ResponseHeadersRead,
                cancellationToken
            );
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            return ServiceResponse.From(exchange, response, await BoundedBody.ReadAsync(stream, cancellationToken));
        }
        catch (Exception exception)
            when (exception is HttpRequestException or IOException
                || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            )
        {
            // An unreachable or slow service is a finding, not a failure of the simulator.
            return ServiceResponse.None(exchange, "the service could not be reached, or did not respond in time");
        }
    }

    // The body of an unfurl request and of a removal.
    public static ByteArrayContent UriContent(string uri) =>
        JsonContent(JsonSerializer.SerializeToUtf8Bytes(new UriBody(uri), SimulatorJson.Default.UriBody));

    // The body of a request to the Deleted Token Callback URL.
    public static ByteArrayContent DeletedTokenContent(Secret token) =>
        JsonContent(
            JsonSerializer.SerializeToUtf8Bytes(
                new DeletedTokenBody(token.Reveal()),
                SimulatorJson.Default.DeletedTokenBody
            )
        );

    private static ByteArrayContent JsonContent(byte[] json) => new(json) { Headers = { ContentType = Json } };
}

internal sealed record UriBody(string Uri);

internal sealed record DeletedTokenBody(string AccessToken);
