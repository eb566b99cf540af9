using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Unfurl.GitHub;

/// <summary>
/// Calls GitHub's REST API for data that GraphQL lacks: comments by id, and the new location of an issue.
/// </summary>
internal sealed class GitHubRest(GitHubOptions settings, ProviderCall call, GitHubClient client, ETagCache etagCache)
{
    // A moved issue in a renamed repository needs two.
    private const int MaxRedirects = 3;

    private static readonly Resolution NotFound = new Resolution.NotFound();

    public Task<GitHubOutcome<T>> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class => GetAsync(path, GitHubMediaTypes.Default, type, cancellationToken);

    // With the body rendered as HTML, or as plain text if that is too large or unsupported.
    public async Task<GitHubOutcome<T>> GetRenderedAsync<T>(
        string path,
        JsonTypeInfo<T> type,
        CancellationToken cancellationToken
    )
        where T : class
    {
        var rendered = await GetAsync(path, GitHubMediaTypes.Html, type, cancellationToken);
        return rendered.Failure == GitHubFailures.TooLarge || rendered.Failure == GitHubFailures.UnsupportedMediaType
            ? await GetAsync(path, GitHubMediaTypes.Text, type, cancellationToken)
            : rendered;
    }

    // Follows redirects within the API.
    private async Task<GitHubOutcome<T>> GetAsync<T>(
        string path,
        string mediaType,
        JsonTypeInfo<T> type,
        CancellationToken cancellationToken
    )
        where T : class
    {
        var url = settings.ApiUrl.Below(path);
        for (var redirects = 0; redirects <= MaxRedirects; redirects++)
        {
            var outcome = await SendConditionalAsync(url, mediaType, cancellationToken);
            if (outcome.Succeeded)
                return Read(outcome.Value, type);
            if (outcome.Value is not { } response)
                return new(null, outcome.Failure);
            if (IsNotFound(response))
                return new(null, NotFound);
            if (!IsRedirect(response))
                return new(null, outcome.Failure);
            // The comments of a transferred issue redirect without a location.
            if (response.Location is not { OriginalString.Length: > 0 } location)
                return new(null, NotFound);

            url = new Uri(url, location);
            if (!IsWithinApi(url))
                return new(null, new Resolution.Unavailable("redirected outside the API"));
        }
        return new(null, new Resolution.Unavailable("too many redirects"));
    }

    private async Task<GitHubOutcome<GitHubResponse>> SendConditionalAsync(
        Uri url,
        string mediaType,
        CancellationToken cancellationToken
    )
    {
        var key = ETagCache.KeyOf(call.RevealCredential(), url, mediaType);
        var entry = etagCache.Get(key, call.Time);
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Accept.Add(new(mediaType));
        if (entry?.ETag is { } tag)
            request.Headers.IfNoneMatch.Add(tag);
        var outcome = await client.SendAsync(request, cancellationToken);
        // A 304 to an unconditional request is a failure like any other status.
        if (entry is not null && outcome.Value?.Status is HttpStatusCode.NotModified)
            return new(entry, null);

        if (outcome.Succeeded)
            etagCache.Set(key, outcome.Value, call.Time);
        else if (IsRejection(outcome))
            etagCache.Remove(key);
        return outcome;
    }

    // A rate limit (possibly a 403) keeps the entry: it says nothing about the resource, and conditional requests are
    // free.
    private static bool IsRejection(GitHubOutcome<GitHubResponse> outcome) =>
        outcome.Failure is not Resolution.RateLimited
        && outcome.Value?.Status
            is HttpStatusCode.Unauthorized
                or HttpStatusCode.Forbidden
                or HttpStatusCode.NotFound
                or HttpStatusCode.Gone;

    // Deleted resources return 410. A 404 without GitHub's JSON may come from a proxy:
    // https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api#404-not-found-for-an-existing-resource.
    private static bool IsNotFound(GitHubResponse response) =>
        response.Status is HttpStatusCode.NotFound or HttpStatusCode.Gone
        && GitHubFailures.MessageOf(response) is not null;

    // https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#follow-redirects
    private static bool IsRedirect(GitHubResponse response) =>
        response.Status
            is HttpStatusCode.MovedPermanently
                or HttpStatusCode.Found
                or HttpStatusCode.TemporaryRedirect
                or HttpStatusCode.PermanentRedirect;

    // The request carries the token, so redirects stay within the API's origin and path.
    private bool IsWithinApi(Uri url) =>
        url.GetLeftPart(UriPartial.Authority) == settings.ApiUrl.GetLeftPart(UriPartial.Authority)
        && url.UserInfo.Length == 0
        && url.AbsolutePath.StartsWith($"{settings.ApiUrl.AbsolutePath.TrimEnd('/')}/", StringComparison.Ordinal);

    private static GitHubOutcome<T> Read<T>(GitHubResponse response, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(response.Body.Span, type) is { } value
                ? new(value, null)
                : new(null, GitHubFailures.NotJson);
        }
        catch (JsonException)
        {
            return new(null, GitHubFailures.NotJson);
        }
    }
}
