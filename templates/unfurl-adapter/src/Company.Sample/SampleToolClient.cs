using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SampleNamespace;

/// <summary>Calls the API with the user's key. Failures are values; only the client's own exceptions pass, which the service handles.</summary>
internal sealed class SampleToolClient(Uri url)
{
    private static readonly TimeSpan DefaultPause = TimeSpan.FromMinutes(1);

    public async Task<(T? Value, Resolution? Failure)> GetAsync<T>(
        string path,
        JsonTypeInfo<T> type,
        ProviderCall call,
        CancellationToken cancellationToken
    )
        where T : class
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(url, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", call.RevealCredential());
        using var response = await call.Http.SendAsync(
            request,
            HttpCompletionOption.ResponseHeadersRead,
            cancellationToken
        );
        if (response.StatusCode != HttpStatusCode.OK)
            return (null, FailureOf(response, call.Time));
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            return await JsonSerializer.DeserializeAsync(body, type, cancellationToken) is { } value
                ? (value, null)
                : (null, new Resolution.Unavailable("unexpected JSON"));
        }
        catch (JsonException)
        {
            return (null, new Resolution.Unavailable("unexpected JSON"));
        }
    }

    private static Resolution FailureOf(HttpResponseMessage response, TimeProvider time) =>
        response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => new Resolution.SignInNeeded(),
            HttpStatusCode.NotFound or HttpStatusCode.Gone => new Resolution.NotFound(),
            HttpStatusCode.Forbidden => new Resolution.Forbidden("Ask its author at SampleTool to share it with you."),
            HttpStatusCode.TooManyRequests => new Resolution.RateLimited(
                response.Headers.RetryAfter?.Date
                    ?? time.GetUtcNow() + (response.Headers.RetryAfter?.Delta ?? DefaultPause)
            ),
            var status => new Resolution.Unavailable($"HTTP {(int)status}"),
        };
}
