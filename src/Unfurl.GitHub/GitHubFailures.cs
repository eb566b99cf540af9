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

    public static readonly Resolution TooHeavy = new Resolution.Unavailable("the query is too heavy for the server");

    // What GitHub's messages about denied access have in common. Another 403 may be a limit in new words.
    private static readonly string[] AccessWords =
    [
        "not accessible by",
        "access restrictions",
        "authorization credentials",
        "allow list",
        "saml",
        "single sign-on",
        "must have",
        "permission",
    ];

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

    // Nothing but the message says it: https://github.com/octokit/octokit.rb/pull/761. The names of organizations in other
    // messages have no spaces.
    private static readonly string[] SuspensionWords =
    [
        "account was suspended",
        "account is suspended",
        "account has been suspended",
    ];

    private static readonly Resolution AccountSuspended = new Resolution.SignInNeeded { IsSuspended = true };

    // https://docs.github.com/en/apps/maintaining-github-apps/suspending-a-github-app-installation
    private static readonly Resolution InstallationSuspended = new Resolution.Forbidden(
        "The organization has suspended this app on GitHub: ask an owner of the organization to unsuspend it."
    );

    // For legal reasons, or by GitHub's staff: https://docs.github.com/en/rest/repos/repos#get-a-repository.
    private static readonly Resolution Blocked = new Resolution.Forbidden("GitHub has blocked access to this content.");

    private static readonly Resolution UnknownRefusal = new Resolution.Forbidden(
        "GitHub refuses access and names no reason that is known here. If this lasts, connect your GitHub account again."
    )
    {
        IsUnknownRefusal = true,
    };

    // Cards need different scopes, and signing in again grants only the configured ones, so the credential stays valid.
    private static readonly Resolution InsufficientScopes = new Resolution.Forbidden(
        "The connected account's token has too few scopes. After the operator has configured more, connect your GitHub account again."
    );

    // A response without data and without errors.
    public static Resolution OfNothing(GitHubResponse response) =>
        response.RetryAt is { } until ? new Resolution.RateLimited(until) : NotJson;

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
            case HttpStatusCode.UnavailableForLegalReasons:
                return Blocked;
            case HttpStatusCode.Forbidden when response.RequiresSso:
                return SsoRequired;
            case HttpStatusCode.Forbidden when ErrorOf(response) is { } error:
                return OfForbidden(error, response, time);
            case HttpStatusCode.Forbidden when response.RetryAt is not null:
                return RateLimited(response, time);
            default:
                return new Resolution.Unavailable($"HTTP {(int)response.Status}")
                {
                    IsUnknownRefusal =
                        response.Status is >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError
                        && response.Status is not (HttpStatusCode.NotFound or HttpStatusCode.Gone),
                };
        }
    }

    // A 403 may be a limit, a suspension or denied access. An account that GitHub suspended may have no requests left
    // either, so that comes first.
    private static Resolution OfForbidden(GitHubErrorResponse error, GitHubResponse response, TimeProvider time)
    {
        if (SuspensionWords.Any(words => Mentions(error, words)))
            return AccountSuspended;
        if (
            response.RetryAt is not null
            || GitHubLimits.IsRateLimitPage(error.DocumentationUrl)
            || GitHubLimits.MentionsRateLimit(error.Message)
        )
            return RateLimited(response, time);
        if (error.Block is not null)
            return Blocked;
        if (Mentions(error, "installation") && Mentions(error, "suspended"))
            return InstallationSuspended;
        return AccessWords.Any(word => Mentions(error, word)) ? AccessDenied : UnknownRefusal;
    }

    // The reason why the requested value is missing in the response.
    public static Resolution Of(IReadOnlyList<GraphQLError>? errors, GitHubResponse response, TimeProvider time)
    {
        if (errors is null or [])
            return new Resolution.NotFound();
        if (errors.Any(GitHubLimits.IsRateLimit))
            return RateLimited(response, time);
        if (Find(errors, GraphQLErrorTypes.InsufficientScopes) is not null)
            return InsufficientScopes;
        if (Find(errors, GraphQLErrorTypes.Forbidden) is { } forbidden)
            return response.RequiresSso || forbidden.Extensions?.SamlFailure is true ? SsoRequired : AccessDenied;
        // Next to an error of another kind, "not found" may be a consequence of that error.
        if (errors.All(error => error.Type == GraphQLErrorTypes.NotFound))
            return new Resolution.NotFound();
        // The last request that the limit allows has the same headers, so they decide only what else is unknown.
        if (response.RetryAt is not null || errors.Any(error => GitHubLimits.MentionsRateLimit(error.Message)))
            return RateLimited(response, time);
        if (errors.Any(GitHubLimits.IsTooHeavy))
            return TooHeavy;
        return IsUnsupportedBySchema(errors)
            ? new Resolution.Unavailable("the server's version does not support a requested field")
            : new Resolution.Unavailable("GraphQL errors") { IsUnknownRefusal = true };
    }

    // https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#follow-redirects
    public static bool IsRedirect(HttpStatusCode status) =>
        status
            is HttpStatusCode.MovedPermanently
                or HttpStatusCode.Found
                or HttpStatusCode.TemporaryRedirect
                or HttpStatusCode.PermanentRedirect;

    // A gateway in front of GitHub failed and sent no Retry-After. GitHub's own "Something went wrong" also uses 502.
    public static bool IsTransient(GitHubResponse response) =>
        response
            is {
                Status: HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout,
                RetryAt: null
            };

    // GitHub ran the query and gave up: a smaller one may succeed.
    public static bool IsTooHeavy(GitHubResponse response) =>
        (int)response.Status >= 500 && GitHubLimits.MentionsTooHeavy(MessageOf(response));

    // True if the server's version does not have a field or argument of the document.
    public static bool IsUnsupportedBySchema(IReadOnlyList<GraphQLError>? errors) =>
        errors?.Any(error =>
            error.Extensions?.Code is GraphQLErrorTypes.UndefinedField or GraphQLErrorTypes.ArgumentNotAccepted
        )
            is true;

    private static GraphQLError? Find(IReadOnlyList<GraphQLError> errors, string type) =>
        errors.FirstOrDefault(error => error.Type == type);

    private static bool Mentions(GitHubErrorResponse error, string word) =>
        error.Message.Contains(word, StringComparison.OrdinalIgnoreCase);

    private static Resolution.RateLimited RateLimited(GitHubResponse response, TimeProvider time) =>
        new(response.RetryAt ?? time.GetUtcNow() + DefaultRetryDelay);

    private static bool IsHtml(GitHubResponse response) => response.Body.Span.TrimStart(" \t\r\n"u8) is [(byte)'<', ..];

    public static string? MessageOf(GitHubResponse response) => ErrorOf(response)?.Message;

    // Null if the response is not GitHub's JSON, e.g. the page of a proxy.
    private static GitHubErrorResponse? ErrorOf(GitHubResponse response)
    {
        try
        {
            return JsonSerializer.Deserialize(response.Body.Span, GitHubJson.Default.GitHubErrorResponse);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

internal sealed record GitHubErrorResponse(string Message, string? DocumentationUrl = null, JsonElement? Block = null);
