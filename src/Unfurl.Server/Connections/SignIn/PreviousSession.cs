using Microsoft.AspNetCore.Authentication.Cookies;

namespace Unfurl.Server.Connections.SignIn;

/// <summary>Deletes the session that a sign-in replaces, because others may know its cookie.</summary>
internal static class PreviousSession
{
    // The claim that holds the session's key in the cookie handler's ticket.
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
