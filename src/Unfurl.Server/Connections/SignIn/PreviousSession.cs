using Microsoft.AspNetCore.Authentication.Cookies;

namespace Unfurl.Server.Connections.SignIn;

/// <summary>Ends the session that a sign-in in the same browser takes the place of: its cookie may be known to others.</summary>
internal static class PreviousSession
{
    /// <summary>What the cookie handler calls the session's key in the cookie.</summary>
    private const string KeyClaim = "Microsoft.AspNetCore.Authentication.Cookies-SessionId";

    public static async Task RevokeAsync(CookieSignedInContext context)
    {
        var options = context.Options;
        if (
            options is { CookieManager: SessionCookies cookies, SessionStore: { } sessions }
            && cookies.GetIncomingCookie(context.HttpContext, options.Cookie.Name!) is { } cookie
            && options.TicketDataFormat.Unprotect(cookie)?.Principal.FindFirst(KeyClaim) is { Value: var key }
        )
            await sessions.RemoveAsync(key);
    }
}
