using Microsoft.AspNetCore.Authentication.Cookies;

namespace Unfurl.Server.Connections.SignIn;

/// <summary>
/// Hides the session cookie from sign-in callbacks, because its key may be known to others (session fixation).
/// </summary>
internal sealed class SessionCookies : ICookieManager
{
    private readonly ChunkingCookieManager _cookies = new();

    public string? GetRequestCookie(HttpContext context, string key) =>
        IsSignIn(context.Request.Path) ? null : _cookies.GetRequestCookie(context, key);

    /// <summary>The cookie as sent, even if it is hidden from the handler.</summary>
    public string? GetIncomingCookie(HttpContext context, string key) => _cookies.GetRequestCookie(context, key);

    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) =>
        _cookies.AppendResponseCookie(context, key, value, options);

    public void DeleteCookie(HttpContext context, string key, CookieOptions options) =>
        _cookies.DeleteCookie(context, key, options);

    // Sessions start at the providers' callbacks.
    private static bool IsSignIn(PathString path) =>
        path.StartsWithSegments("/signin", StringComparison.OrdinalIgnoreCase, out var rest)
        && rest.Value?.EndsWith("/callback", StringComparison.OrdinalIgnoreCase) == true;
}
