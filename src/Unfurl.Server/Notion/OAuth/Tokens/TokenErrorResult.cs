using Unfurl.Server.Logging;
using static Unfurl.Server.Notion.OAuth.OAuthConstants;

namespace Unfurl.Server.Notion.OAuth.Tokens;

/// <summary>An error response of the token endpoint (RFC 6749 §5.2).</summary>
/// <param name="reason">One of <see cref="OAuthReasons"/>, for the log.</param>
/// <param name="description">An explanation for developers. It never contains request data.</param>
internal sealed class TokenErrorResult(string error, string reason, string description) : IResult
{
    public string Error { get; } = error;

    public string Reason { get; } = reason;

    /// <summary>Whether the client used HTTP Basic; the response then carries a challenge of that scheme.</summary>
    public bool UsedBasic { get; init; }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode =
            Error == Errors.InvalidClient ? StatusCodes.Status401Unauthorized : StatusCodes.Status400BadRequest;
        if (UsedBasic)
            response.Headers.WWWAuthenticate = "Basic realm=\"Unfurl\"";
        response.Headers.CacheControl = "no-store";
        response.Headers.Pragma = "no-cache";
        return response.WriteAsJsonAsync(new TokenError(Error, description), TokenJson.Default.TokenError);
    }
}
