using Microsoft.AspNetCore.Http;

namespace Unfurl.Demo.Site;

/// <summary>The browser's session, and paths that include the site's prefix.</summary>
internal sealed class Browser(AcmeSite site, string prefix)
{
    private const string CookieName = "acme_session";

    public string Path(HttpContext context, string path) => $"{context.Request.PathBase}{prefix}{path}";

    public string? Login(HttpContext context) => site.Sessions.LoginOf(context.Request.Cookies[CookieName]);

    public void SignIn(HttpContext context, string login)
    {
        site.Sessions.Remove(context.Request.Cookies[CookieName]);
        context.Response.Cookies.Append(CookieName, site.Sessions.Create(login), Cookie(context));
    }

    public void SignOut(HttpContext context)
    {
        site.Sessions.Remove(context.Request.Cookies[CookieName]);
        context.Response.Cookies.Delete(CookieName, Cookie(context));
    }

    // Browsers mark a form that another site's page posts.
    public static bool IsCrossSitePost(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site";

    // Null if the request has no form.
    public static async Task<IFormCollection?> FormAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType)
            return null;
        try
        {
            return await context.Request.ReadFormAsync(context.RequestAborted);
        }
        catch (Exception malformed) when (malformed is InvalidDataException or BadHttpRequestException)
        {
            return null;
        }
    }

    private CookieOptions Cookie(HttpContext context) =>
        new()
        {
            Path = Path(context, "") is { Length: > 0 } path ? path : "/",
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
            IsEssential = true,
        };
}
