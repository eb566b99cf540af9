using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace Unfurl.GitHub;

/// <summary>An HTTP answer of GitHub, read to its end.</summary>
/// <param name="Status">The status.</param>
/// <param name="Body">The body.</param>
/// <param name="RetryAt">When GitHub says it will answer again; null when it does not say.</param>
/// <param name="RequiresSso">Whether the organization wants the user to sign in with SAML first. The header's URL is a
/// secret of the user's, so it is not kept.</param>
internal sealed record GitHubResponse(
    HttpStatusCode Status,
    ReadOnlyMemory<byte> Body,
    DateTimeOffset? RetryAt,
    bool RequiresSso
)
{
    /// <summary>No limit of GitHub's lasts longer than an hour; a wrong header must not hold an account for good.</summary>
    private static readonly TimeSpan MaxRetryDelay = TimeSpan.FromDays(1);

    /// <summary>Where the thing is now, as it stands in the answer; null when it does not say.</summary>
    public Uri? Location { get; init; }

    /// <summary>What the answer is asked about by; null when it cannot be.</summary>
    public EntityTagHeaderValue? ETag { get; init; }

    /// <summary>Reads an answer of at most <paramref name="limit"/> bytes; null when it is longer.</summary>
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
            // "required; url=…" refuses; "partial-results; …" only tells that something was left out.
            response.Headers.TryGetValues("X-GitHub-SSO", out var sso)
                && sso.Any(value => value.StartsWith("required", StringComparison.OrdinalIgnoreCase))
        )
        {
            Location = response.Headers.Location,
            ETag = response.Headers.ETag,
        };
    }

    /// <summary>The order of https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit.</summary>
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
