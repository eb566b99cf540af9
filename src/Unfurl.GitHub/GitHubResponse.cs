using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace Unfurl.GitHub;

/// <summary>
/// A complete HTTP response of GitHub. <c>RequiresSso</c> means that the organization requires a SAML sign-in; the URL
/// in that header is secret and is not stored.
/// </summary>
internal sealed record GitHubResponse(
    HttpStatusCode Status,
    ReadOnlyMemory<byte> Body,
    DateTimeOffset? RetryAt,
    bool RequiresSso
)
{
    // No rate limit of GitHub lasts longer than an hour. An invalid header must not block an account permanently.
    private static readonly TimeSpan MaxRetryDelay = TimeSpan.FromDays(1);

    // Where it came from, after redirects. Its ETag is meant for this address only (RFC 9110 §8.8.3).
    public Uri? Address { get; init; }

    public EntityTagHeaderValue? ETag { get; init; }

    // Null if the response exceeds the limit, in bytes.
    public static async Task<GitHubResponse?> ReadAsync(
        HttpResponseMessage response,
        int limit,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        if (response.Content.Headers.ContentLength > limit)
            return null;

        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            if (body.Length + read > limit)
                return null;
            body.Write(buffer, 0, read);
        }
        return new GitHubResponse(
            response.StatusCode,
            body.GetBuffer().AsMemory(0, (int)body.Length),
            RetryAtOf(response, time),
            // "required; url=…" denies access. "partial-results; …" only reports omitted results.
            response.Headers.TryGetValues("X-GitHub-SSO", out var sso)
                && sso.Any(value => value.StartsWith("required", StringComparison.OrdinalIgnoreCase))
        )
        {
            ETag = response.Headers.ETag,
        };
    }

    // In the order of
    // https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit.
    private static DateTimeOffset? RetryAtOf(HttpResponseMessage response, TimeProvider time)
    {
        var now = time.GetUtcNow();
        var named = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => now + delta,
            { Date: { } date } => date,
            _ => NumericHeader(response, "X-RateLimit-Remaining") is 0
            && NumericHeader(response, "X-RateLimit-Reset") is { } seconds and > 0 and < 100_000_000_000
                ? DateTimeOffset.FromUnixTimeSeconds(seconds)
                : (DateTimeOffset?)null,
        };
        if (named <= now)
            return null;
        return named > now + MaxRetryDelay ? now + MaxRetryDelay : named;
    }

    private static long? NumericHeader(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values)
        && long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
