using Microsoft.AspNetCore.Authentication.Cookies;

namespace Unfurl.Server.Connections.SignIn;

/// <summary>
/// Hides the session that a browser brings from the sign-in that begins the next one: the cookie handler would go on with
/// its key, which others may know (session fixation), and with the account it was stored for.
/// </summary>
internal sealed class SessionCookies : ICookieManager
{
    private readonly ChunkingCookieManager _cookies = new();

    public string? GetRequestCookie(HttpContext context, string key) =>
        IsSignIn(context.Request.Path) ? null : _cookies.GetRequestCookie(context, key);

    /// <summary>The cookie that the browser brought, hidden or not.</summary>
    public string? GetIncomingCookie(HttpContext context, string key) => _cookies.GetRequestCookie(context, key);

    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) =>
        _cookies.AppendResponseCookie(context, key, value, options);

    public void DeleteCookie(HttpContext context, string key, CookieOptions options) =>
        _cookies.DeleteCookie(context, key, options);

    /// <summary>The providers' callbacks, where sessions begin.</summary>
    private static bool IsSignIn(PathString path) =>
        path.StartsWithSegments("/signin", StringComparison.OrdinalIgnoreCase, out var rest)
        && rest.Value?.EndsWith("/callback", StringComparison.OrdinalIgnoreCase) == true;
}
