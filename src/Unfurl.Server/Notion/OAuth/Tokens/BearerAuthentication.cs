using System.Net.Http.Headers;
using Unfurl.Server.Http;
using Unfurl.Server.Logging;

namespace Unfurl.Server.Notion.OAuth.Tokens;

/// <summary>Authenticates requests by the bearer token in the Authorization header (RFC 6750 §2.1).</summary>
internal sealed class BearerAuthentication(IntrospectionCache introspection, RejectionLog rejections)
{
    // Longer tokens are rejected without a lookup. Issued tokens have 43 characters.
    private const int MaxLength = 200;

    private static readonly IResult TokenInvalid = Problems.Of(
        StatusCodes.Status401Unauthorized,
        "The access token is unknown, expired or revoked."
    );

    private static readonly IResult TokenMissing = Problems.Of(
        StatusCodes.Status401Unauthorized,
        "An access token is needed: Authorization: Bearer …"
    );

    /// <summary>
    /// Rejects requests without a valid token. Handlers take the <see cref="TokenPrincipal"/> as a parameter. Unlike an
    /// endpoint filter, it allocates nothing for each request.
    /// </summary>
    public static void Require(IEndpointConventionBuilder endpoints)
    {
        endpoints.WithBearer();
        endpoints.Add(endpoint =>
        {
            var bearer = endpoint.ApplicationServices.GetRequiredService<BearerAuthentication>();
            var handler = endpoint.RequestDelegate!;
            endpoint.RequestDelegate = context => bearer.InvokeAsync(context, handler);
        });
    }

    private async Task InvokeAsync(HttpContext context, RequestDelegate handler)
    {
        if (await AuthenticateAsync(context, context.RequestAborted) is { } principal)
        {
            context.Features.Set(principal);
            await handler(context);
        }
        else
            await Challenge(context).ExecuteAsync(context);
    }

    private async ValueTask<TokenPrincipal?> AuthenticateAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (Read(context) is not { } token)
            return Reject(OAuthReasons.AccessTokenMissing);
        if (token.Length > MaxLength)
            return Reject(OAuthReasons.AccessTokenUnknown);
        var result = await introspection.FindAsync(token, cancellationToken);
        // A cached rejection is returned on every request and logged once a minute.
        return result.Principal ?? (result.WasCached ? null : Reject(result.Rejection!));
    }

    private TokenPrincipal? Reject(string reason)
    {
        rejections.LogRejection(RejectionLog.Bearer, reason);
        return null;
    }

    public static string? Read(HttpContext context) =>
        context.Request.Headers.Authorization is [{ } header]
        && AuthenticationHeaderValue.TryParse(header, out var value)
        && value.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)
        && value.Parameter is { Length: > 0 } token
            ? token
            : null;

    // 401 with the challenge of RFC 6750 §3, which has an error code only if a token was sent.
    private static IResult Challenge(HttpContext context)
    {
        var wasSent = Read(context) is not null;
        context.Response.Headers.WWWAuthenticate = wasSent ? "Bearer error=\"invalid_token\"" : "Bearer";
        return wasSent ? TokenInvalid : TokenMissing;
    }
}
