using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Unfurl.Demo;

/// <summary>Calls the Acme API with the user's token. Failures are <see cref="Resolution"/>s.</summary>
internal sealed class AcmeClient(AcmeUrls web)
{
    private static readonly TimeSpan DefaultRetryAfter = TimeSpan.FromMinutes(1);

    public async Task<AcmeResult<T>> GetAsync<T>(
        ProviderCall call,
        string path,
        JsonTypeInfo<T> type,
        CancellationToken cancellationToken
    )
        where T : class
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, web.UrlOf(path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", call.RevealCredential());
        request.Headers.Accept.ParseAdd("application/json");
        try
        {
            using var response = await call.Http.SendAsync(
                request,
                HttpCompletionOption.ResponseHeadersRead,
                cancellationToken
            );
            if (response.StatusCode != HttpStatusCode.OK)
                return new(FailureOf(response, call.Time));

            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            return await JsonSerializer.DeserializeAsync(body, type, cancellationToken) is { } value
                ? new(value)
                : new(new Resolution.Unavailable("unexpected JSON"));
        }
        catch (JsonException)
        {
            return new(new Resolution.Unavailable("unexpected JSON"));
        }
        catch (HttpRequestException failure)
        {
            return new(new Resolution.Unavailable($"connection failed: {failure.HttpRequestError}"));
        }
        catch (IOException)
        {
            return new(new Resolution.Unavailable("connection lost"));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(new Resolution.Unavailable("timeout") { TooSlow = true });
        }
    }

    private static Resolution FailureOf(HttpResponseMessage response, TimeProvider time) =>
        response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => new Resolution.SignInNeeded(),
            HttpStatusCode.NotFound or HttpStatusCode.Gone => new Resolution.NotFound(),
            HttpStatusCode.Forbidden => new Resolution.Forbidden("Ask its owner at Acme to share it with you."),
            HttpStatusCode.TooManyRequests => new Resolution.RateLimited(RetryAtOf(response.Headers.RetryAfter, time)),
            var status => new Resolution.Unavailable($"HTTP {(int)status}"),
        };

    // Retry-After holds seconds or a date (RFC 9110 §10.2.3).
    private static DateTimeOffset RetryAtOf(RetryConditionHeaderValue? retryAfter, TimeProvider time) =>
        retryAfter?.Date ?? time.GetUtcNow() + (retryAfter?.Delta ?? DefaultRetryAfter);
}

/// <summary>The value of a call, or the failure.</summary>
internal readonly struct AcmeResult<T>
    where T : class
{
    public AcmeResult(T value) => Value = value;

    public AcmeResult(Resolution failure) => Failure = failure;

    public T? Value { get; }

    public Resolution? Failure { get; }

    public Resolution Match(Func<T, Resolution> found) => Value is null ? Failure! : found(Value);
}
