using System.Net.Http.Headers;
using Unfurl.Server.Http;
using Unfurl.Server.Logging;

namespace Unfurl.Server.Notion.OAuth.Tokens;

/// <summary>Bearer tokens in the Authorization header (RFC 6750 §2.1).</summary>
internal sealed class BearerAuthentication(IntrospectionCache callers, RejectionLog refusals)
{
    /// <summary>Longest token that is looked up: ours have 43 characters.</summary>
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
        var found = await callers.FindAsync(token, cancellationToken);
        // Who goes on with a refused token is told so each time; the log hears of it once a minute.
        return found.Principal ?? (found.WasCached ? null : Reject(found.Rejection!));
    }

    private TokenPrincipal? Reject(string reason)
    {
        refusals.LogRejection(RejectionLog.Bearer, reason);
        return null;
    }

    /// <summary>The token as sent; null when there is none.</summary>
    public static string? Read(HttpContext context) =>
        context.Request.Headers.Authorization is [{ } header]
        && AuthenticationHeaderValue.TryParse(header, out var value)
        && value.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)
        && value.Parameter is { Length: > 0 } token
            ? token
            : null;

    /// <summary>401 with the challenge of RFC 6750 §3: an error code only when a token was sent.</summary>
    public static IResult Challenge(HttpContext context)
    {
        var wasSent = Read(context) is not null;
        context.Response.Headers.WWWAuthenticate = wasSent ? "Bearer error=\"invalid_token\"" : "Bearer";
        return wasSent ? TokenInvalid : TokenMissing;
    }
}
