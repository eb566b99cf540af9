using Unfurl.Server.Configuration;
using Unfurl.Server.Connections.SignIn;
using Unfurl.Server.Http;
using Unfurl.Server.Logging;
using static Unfurl.Server.Notion.OAuth.OAuthConstants;

namespace Unfurl.Server.Notion.OAuth;

/// <summary>The authorization endpoint (RFC 6749 §3.1).</summary>
internal static class AuthorizeEndpoint
{
    // Maximum length of state and code, in characters.
    private const int MaxLength = 4096;

    public static void Map(WebApplication app) =>
        app.MapGet("/notion/authorize", AuthorizeAsync)
            .WithName("Authorize")
            .WithSummary("OAuth Authorize URL: sign-in with the provider, consent, redirect to Notion")
            .WithDescription(
                "RFC 6749 §4.1.1. An invalid client_id or redirect_uri results in an error page, every other error in a redirect. After the consent form, the browser goes to the redirect_uri by a page that moves on by itself, because browsers may apply the policy of a form to all redirects that follow it."
            )
            .WithTags("Notion")
            .Produces(302)
            .Produces(400)
            .Produces(429)
            .Produces(503)
            .WithQuery(Parameters.ClientId, "The client id that the operator configured.", isRequired: true)
            .WithQuery(Parameters.RedirectUri, "One of the allowed redirect URIs.", isRequired: true)
            .WithQuery(Parameters.ResponseType, "Always `code`.", isRequired: true)
            .WithQuery(Parameters.State, "Returned unchanged; at most 4,096 characters.")
            .WithQuery(
                Parameters.Code,
                "Notion's own authorization code, which the service exchanges with Notion.",
                isRequired: true
            )
            .RequireRateLimiting(RateLimits.Authorization);

    private static async Task<IResult> AuthorizeAsync(
        HttpContext context,
        OAuthClient client,
        RedirectUris redirectUris,
        AuthorizationRequestRepository requests,
        RejectionLog rejections,
        CancellationToken cancellationToken
    )
    {
        var query = context.Request.Query;
        // An unknown client_id or redirect_uri must not cause a redirect (RFC 6749 §4.1.2.1).
        if (Single(query, Parameters.ClientId) is not { } clientId || !IsClient(clientId, client))
        {
            rejections.LogRejection(RejectionLog.Authorization, OAuthReasons.ClientIdUnknown);
            return ErrorPages.BadRequest(
                "The link that brought you here names an unknown client_id. Start again in Notion."
            );
        }
        if (redirectUris.Accept(Single(query, Parameters.RedirectUri)) is not { } redirectUri)
        {
            rejections.LogRejection(RejectionLog.Authorization, OAuthReasons.RedirectUriNotAllowed);
            return ErrorPages.BadRequest(
                "The link that brought you here names a redirect_uri that is not allowed. Start again in Notion."
            );
        }

        var request = new AuthorizationRequest(
            redirectUri,
            Single(query, Parameters.State) is null ? null : AuthorizationState.Read(context.Request.QueryString),
            Single(query, Parameters.Code) ?? ""
        );
        if (FindRejection(query, request) is var (reason, location))
        {
            rejections.LogRejection(RejectionLog.Authorization, reason);
            return Results.Redirect(location);
        }

        var browser = CsrfBindingCookie.GetOrSet(context);
        var id = await requests.AddAsync(request, browser, cancellationToken);
        return Results.Redirect(ConsentPath.For(id.Reveal()));
    }

    // Returns the reason and the redirect that reports it; null when the request is valid.
    private static (string Reason, string Location)? FindRejection(IQueryCollection query, AuthorizationRequest request)
    {
        string[] names = [Parameters.ResponseType, Parameters.State, Parameters.Code];
        if (names.FirstOrDefault(name => query[name].Count > 1) is { } repeated)
            return Invalid(OAuthReasons.ParameterDoubled, $"The parameter {repeated} stands more than once.");
        if (Single(query, Parameters.ResponseType) is not { } responseType)
            return Invalid(OAuthReasons.ResponseTypeMissing, "The parameter response_type is missing.");
        if (responseType != "code")
            return (
                OAuthReasons.ResponseTypeUnsupported,
                request.ErrorResponseUri(Errors.UnsupportedResponseType, "Only response_type=code is supported.")
            );
        if (request.NotionCode.Length == 0)
            return Invalid(OAuthReasons.NotionCodeMissing, "The parameter code, Notion's own code, is missing.");
        if (request.NotionCode.Length <= MaxLength && !(Single(query, Parameters.State)?.Length > MaxLength))
            return null;
        request = request with { State = null };
        return Invalid(OAuthReasons.ParameterTooLong, "The parameters state and code are limited to 4096 characters.");

        (string, string) Invalid(string reason, string description) =>
            (reason, request.ErrorResponseUri(Errors.InvalidRequest, description));
    }

    private static string? Single(IQueryCollection query, string name) =>
        query[name] is [{ Length: > 0 } value] ? value : null;

    private static bool IsClient(string presented, OAuthClient client) =>
        string.Equals(presented, client.ClientId, StringComparison.Ordinal);
}
