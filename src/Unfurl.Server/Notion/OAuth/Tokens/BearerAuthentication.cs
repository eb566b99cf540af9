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

    public async ValueTask<TokenPrincipal?> AuthenticateAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (Read(context) is not { } token)
            return Reject(RejectionReasons.AccessTokenMissing);
        if (token.Length > MaxLength)
            return Reject(RejectionReasons.AccessTokenUnknown);
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

    /// <summary>401 with the challenge of RFC 6750 §3, which has an error code only if a token was sent.</summary>
    public static IResult Challenge(HttpContext context)
    {
        var wasSent = Read(context) is not null;
        context.Response.Headers.WWWAuthenticate = wasSent ? "Bearer error=\"invalid_token\"" : "Bearer";
        return wasSent ? TokenInvalid : TokenMissing;
    }
}
