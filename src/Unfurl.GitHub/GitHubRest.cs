using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Unfurl.GitHub;

/// <summary>GitHub's REST API, for what GraphQL does not tell: comments by their number, and where an issue went.</summary>
internal sealed class GitHubRest(GitHubSettings settings, ProviderCall call, GitHubClient client, ETagCache answers)
{
    /// <summary>An issue that moved to a repository that was renamed takes two.</summary>
    private const int MaxRedirects = 3;

    private static readonly Resolution NotFound = new Resolution.NotFound();

    /// <summary>Reads a thing, wherever GitHub has moved it to.</summary>
    /// <param name="path">Its path below the API's root.</param>
    /// <param name="type">How it is read.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<GitHubOutcome<T>> GetAsync<T>(
        string path,
        JsonTypeInfo<T> type,
        CancellationToken cancellationToken
    )
        where T : class
    {
        var url = settings.ApiUrl.Below(path);
        for (var redirects = 0; redirects <= MaxRedirects; redirects++)
        {
            var http = await SendConditionalAsync(url, cancellationToken);
            if (http.Succeeded)
                return Read(http.Value, type);
            if (http.Value is not { } reply)
                return new(null, http.Failure);
            if (IsNotFound(reply))
                return new(null, NotFound);
            if (!IsRedirect(reply))
                return new(null, http.Failure);
            // What stood below an issue that was transferred is answered so: it has no new place.
            if (reply.Location is not { OriginalString.Length: > 0 } location)
                return new(null, NotFound);

            url = new Uri(url, location);
            if (!IsWithinApi(url))
                return new(null, new Resolution.Unavailable("redirected to outside of the API"));
        }
        return new(null, new Resolution.Unavailable("too many redirects"));
    }

    /// <summary>Asks; or asks whether the last answer still stands.</summary>
    private async Task<GitHubOutcome<GitHubResponse>> SendConditionalAsync(Uri url, CancellationToken cancellationToken)
    {
        var key = ETagCache.KeyOf(call.AccessToken, url);
        var known = answers.Get(key, call.Time);
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        if (known?.ETag is { } tag)
            request.Headers.IfNoneMatch.Add(tag);
        var http = await client.SendAsync(request, cancellationToken);
        // To who did not ask for it, "not modified" says nothing, and is a failure like any other status.
        if (known is not null && http.Value?.Status is HttpStatusCode.NotModified)
            return new(known, null);

        if (http.Succeeded)
            answers.Set(key, http.Value, call.Time);
        else if (IsRejection(http))
            answers.Remove(key);
        return http;
    }

    /// <summary>A limit, which may answer 403, says nothing of the thing; and after it, what costs nothing is worth most.</summary>
    private static bool IsRejection(GitHubOutcome<GitHubResponse> http) =>
        http.Failure is not Resolution.RateLimited
        && http.Value?.Status
            is HttpStatusCode.Unauthorized
                or HttpStatusCode.Forbidden
                or HttpStatusCode.NotFound
                or HttpStatusCode.Gone;

    /// <summary>
    /// Deleted things are "gone". Another's 404, such as a proxy's page, is not GitHub's word on the thing:
    /// https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api#404-not-found-for-an-existing-resource.
    /// </summary>
    private static bool IsNotFound(GitHubResponse reply) =>
        reply.Status is HttpStatusCode.NotFound or HttpStatusCode.Gone && GitHubFailures.MessageOf(reply) is not null;

    /// <summary>https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#follow-redirects</summary>
    private static bool IsRedirect(GitHubResponse reply) =>
        reply.Status
            is HttpStatusCode.MovedPermanently
                or HttpStatusCode.Found
                or HttpStatusCode.TemporaryRedirect
                or HttpStatusCode.PermanentRedirect;

    /// <summary>The token goes along, so nowhere else than where it was issued for.</summary>
    private bool IsWithinApi(Uri url) =>
        url.GetLeftPart(UriPartial.Authority) == settings.ApiUrl.GetLeftPart(UriPartial.Authority)
        && url.UserInfo.Length == 0
        && url.AbsolutePath.StartsWith($"{settings.ApiUrl.AbsolutePath.TrimEnd('/')}/", StringComparison.Ordinal);

    private static GitHubOutcome<T> Read<T>(GitHubResponse reply, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(reply.Body.Span, type) is { } value
                ? new(value, null)
                : new(null, GitHubFailures.NotJson);
        }
        catch (JsonException)
        {
            return new(null, GitHubFailures.NotJson);
        }
    }
}
