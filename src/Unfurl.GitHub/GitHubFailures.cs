using System.Net;
using System.Text.Json;

namespace Unfurl.GitHub;

/// <summary>What GitHub's refusals and failures mean.</summary>
internal static class GitHubFailures
{
    public static readonly Resolution NotJson = new Resolution.Unavailable("the answer is not GitHub's JSON");

    /// <summary>The shortest wait when GitHub names none.</summary>
    private static readonly TimeSpan DefaultRetryDelay = TimeSpan.FromMinutes(1);

    // https://docs.github.com/en/enterprise-cloud@latest/authentication/authenticating-with-saml-single-sign-on
    private static readonly Resolution SsoRequired = new Resolution.Forbidden(
        "The organization uses single sign-on: sign in to it on GitHub, then connect your GitHub account again."
    );

    // https://docs.github.com/en/organizations/managing-oauth-access-to-your-organizations-data/about-oauth-app-access-restrictions
    private static readonly Resolution AccessDenied = new Resolution.Forbidden(
        "GitHub does not let this app in: ask an owner of the organization to approve it or to allow its address."
    );

    // One card may need more than the next, and signing in again gives no more than is configured: the credential lives on.
    private static readonly Resolution InsufficientScopes = new Resolution.Forbidden(
        "The connected account's token allows too little: once whoever runs this service asks for more scopes, connect your GitHub account again."
    );

    /// <summary>What an HTTP answer as a whole means; null when it is one to read on.</summary>
    public static Resolution? Of(GitHubResponse reply, TimeProvider time)
    {
        switch (reply.Status)
        {
            case HttpStatusCode.OK:
                return null;
            // GitHub says it in JSON; a page is what something on the way to it says, and ends no credential.
            case HttpStatusCode.Unauthorized when !IsHtml(reply):
                return new Resolution.SignInNeeded();
            case HttpStatusCode.TooManyRequests:
                return RateLimited(reply, time);
            case HttpStatusCode.Forbidden when reply.RequiresSso:
                return SsoRequired;
            case HttpStatusCode.Forbidden when MessageOf(reply) is { } message:
                // Limits answer 403 too; only the headers or the message tell them from a refusal.
                return reply.RetryAt is not null || MentionsRateLimit(message)
                    ? RateLimited(reply, time)
                    : AccessDenied;
            case HttpStatusCode.Forbidden when reply.RetryAt is not null:
                return RateLimited(reply, time);
            default:
                return new Resolution.Unavailable($"HTTP {(int)reply.Status}");
        }
    }

    /// <summary>Why the thing that a document asks for is not in its answer.</summary>
    public static Resolution Of(IReadOnlyList<GraphQLError>? errors, GitHubResponse reply, TimeProvider time)
    {
        if (errors is null or [])
            return new Resolution.NotFound();
        if (errors.Any(IsRateLimit))
            return RateLimited(reply, time);
        if (Find(errors, GraphQLErrorTypes.InsufficientScopes) is not null)
            return InsufficientScopes;
        if (Find(errors, GraphQLErrorTypes.Forbidden) is { } forbidden)
            return reply.RequiresSso || forbidden.Extensions?.SamlFailure is true ? SsoRequired : AccessDenied;
        // Beside an error of another kind, "not found" might only be what that one left behind.
        if (errors.All(error => error.Type == GraphQLErrorTypes.NotFound))
            return new Resolution.NotFound();
        return new Resolution.Unavailable(
            IsUnsupportedBySchema(errors)
                ? "the server's version does not know a field that is asked for"
                : "GraphQL errors"
        );
    }

    /// <summary>
    /// Whether the answer comes from a gateway before GitHub that failed and names no time to wait for; GitHub's own
    /// <c>Something went wrong</c> comes with 502, too.
    /// </summary>
    public static bool IsTransient(GitHubResponse reply) =>
        reply
            is {
                Status: HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout,
                RetryAt: null
            };

    /// <summary>Whether GitHub failed on the way to the thing.</summary>
    public static bool IsTransient(IReadOnlyList<GraphQLError>? errors) =>
        errors?.Any(error =>
            error.Message?.StartsWith("Something went wrong while executing your query", StringComparison.Ordinal)
                is true
        )
            is true;

    /// <summary>Whether the server's version lacks a field or an argument of the document.</summary>
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

    private static Resolution.RateLimited RateLimited(GitHubResponse reply, TimeProvider time) =>
        new(reply.RetryAt ?? time.GetUtcNow() + DefaultRetryDelay);

    private static bool IsHtml(GitHubResponse reply) => reply.Body.Span.TrimStart(" \t\r\n"u8) is [(byte)'<', ..];

    /// <summary>The message of GitHub's JSON; null when something else answered, such as a proxy with a page of its own.</summary>
    public static string? MessageOf(GitHubResponse reply)
    {
        try
        {
            return JsonSerializer.Deserialize(reply.Body.Span, GitHubJson.Default.GitHubErrorResponse)?.Message;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>The body of REST's errors.</summary>
internal sealed record GitHubErrorResponse(string Message);
