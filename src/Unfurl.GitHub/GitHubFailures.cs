using System.Net;
using System.Text.Json;

namespace Unfurl.GitHub;

/// <summary>Maps GitHub's error responses to resolutions.</summary>
internal static class GitHubFailures
{
    // The longest text of a card is a body of 65,536 characters, each up to six bytes in JSON. Rendered as HTML it is
    // usually a few times larger; if it exceeds the limit, its plain text is requested.
    public const int MaxResponseBytes = 1024 * 1024;

    public static readonly Resolution TooLarge = new Resolution.Unavailable($"more than {MaxResponseBytes} bytes");

    // https://docs.github.com/en/rest/using-the-rest-api/getting-started-with-the-rest-api#media-types
    public static readonly Resolution UnsupportedMediaType = new Resolution.Unavailable("HTTP 415");

    public static readonly Resolution NotJson = new Resolution.Unavailable("the response is not GitHub's JSON");

    // The wait if GitHub names none.
    private static readonly TimeSpan DefaultRetryDelay = TimeSpan.FromMinutes(1);

    // https://docs.github.com/en/enterprise-cloud@latest/authentication/authenticating-with-saml-single-sign-on
    private static readonly Resolution SsoRequired = new Resolution.Forbidden(
        "The organization uses single sign-on: sign in to it on GitHub, then connect your GitHub account again."
    );

    // https://docs.github.com/en/organizations/managing-oauth-access-to-your-organizations-data/about-oauth-app-access-restrictions
    private static readonly Resolution AccessDenied = new Resolution.Forbidden(
        "GitHub does not let this app in: ask an owner of the organization to approve it or to allow its address."
    );

    // Cards need different scopes, and signing in again grants only the configured ones, so the credential stays valid.
    private static readonly Resolution InsufficientScopes = new Resolution.Forbidden(
        "The connected account's token has too few scopes. After the operator has configured more, connect your GitHub account again."
    );

    // Null if the response can be read further.
    public static Resolution? Of(GitHubResponse response, TimeProvider time)
    {
        switch (response.Status)
        {
            case HttpStatusCode.OK:
                return null;
            // GitHub's own 401 is JSON. An HTML page comes from a proxy and does not invalidate the credential.
            case HttpStatusCode.Unauthorized when !IsHtml(response):
                return new Resolution.SignInNeeded();
            case HttpStatusCode.UnsupportedMediaType:
                return UnsupportedMediaType;
            case HttpStatusCode.TooManyRequests:
                return RateLimited(response, time);
            case HttpStatusCode.Forbidden when response.RequiresSso:
                return SsoRequired;
            case HttpStatusCode.Forbidden when MessageOf(response) is { } message:
                // Rate limits also use 403; only the headers or the message distinguish them from denied access.
                return response.RetryAt is not null || MentionsRateLimit(message)
                    ? RateLimited(response, time)
                    : AccessDenied;
            case HttpStatusCode.Forbidden when response.RetryAt is not null:
                return RateLimited(response, time);
            default:
                return new Resolution.Unavailable($"HTTP {(int)response.Status}");
        }
    }

    // The reason why the requested value is missing in the response.
    public static Resolution Of(IReadOnlyList<GraphQLError>? errors, GitHubResponse response, TimeProvider time)
    {
        if (errors is null or [])
            return new Resolution.NotFound();
        if (errors.Any(IsRateLimit))
            return RateLimited(response, time);
        if (Find(errors, GraphQLErrorTypes.InsufficientScopes) is not null)
            return InsufficientScopes;
        if (Find(errors, GraphQLErrorTypes.Forbidden) is { } forbidden)
            return response.RequiresSso || forbidden.Extensions?.SamlFailure is true ? SsoRequired : AccessDenied;
        // Next to an error of another kind, "not found" may be a consequence of that error.
        if (errors.All(error => error.Type == GraphQLErrorTypes.NotFound))
            return new Resolution.NotFound();
        return new Resolution.Unavailable(
            IsUnsupportedBySchema(errors) ? "the server's version does not support a requested field" : "GraphQL errors"
        );
    }

    // A gateway in front of GitHub failed and sent no Retry-After. GitHub's own "Something went wrong" also uses 502.
    public static bool IsTransient(GitHubResponse response) =>
        response
            is {
                Status: HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout,
                RetryAt: null
            };

    public static bool IsTransient(IReadOnlyList<GraphQLError>? errors) =>
        errors?.Any(error =>
            error.Message?.StartsWith("Something went wrong while executing your query", StringComparison.Ordinal)
                is true
        )
            is true;

    // True if the server's version does not have a field or argument of the document.
    public static bool IsUnsupportedBySchema(IReadOnlyList<GraphQLError>? errors) =>
        errors?.Any(error =>
            error.Extensions?.Code is GraphQLErrorTypes.UndefinedField or GraphQLErrorTypes.ArgumentNotAccepted
        )
            is true;

    private static GraphQLError? Find(IReadOnlyList<GraphQLError> errors, string type) =>
        errors.FirstOrDefault(error => error.Type == type);

    private static bool IsRateLimit(GraphQLError error) =>
        error.Type == GraphQLErrorTypes.RateLimited || (error.Message is { } message && MentionsRateLimit(message));

    private static bool MentionsRateLimit(string message) =>
        message.Contains("secondary rate limit", StringComparison.OrdinalIgnoreCase)
        || message.Contains("API rate limit exceeded", StringComparison.OrdinalIgnoreCase);

    private static Resolution.RateLimited RateLimited(GitHubResponse response, TimeProvider time) =>
        new(response.RetryAt ?? time.GetUtcNow() + DefaultRetryDelay);

    private static bool IsHtml(GitHubResponse response) => response.Body.Span.TrimStart(" \t\r\n"u8) is [(byte)'<', ..];

    // Null if the response is not GitHub's JSON, e.g. the page of a proxy.
    public static string? MessageOf(GitHubResponse response)
    {
        try
        {
            return JsonSerializer.Deserialize(response.Body.Span, GitHubJson.Default.GitHubErrorResponse)?.Message;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

internal sealed record GitHubErrorResponse(string Message);
