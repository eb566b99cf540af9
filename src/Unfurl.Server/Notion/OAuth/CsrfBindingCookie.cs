using Unfurl.Server.Http;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Notion.OAuth;

/// <summary>A random cookie that binds an authorization request to the browser that started it.</summary>
internal static class CsrfBindingCookie
{
    public static Secret GetOrSet(HttpContext context)
    {
        if (Get(context) is { } existing)
            return existing;
        var browser = SecretProtector.NewToken();
        context.Response.Cookies.Append(
            NameIn(context),
            browser.Reveal(),
            new CookieOptions
            {
                HttpOnly = true,
                IsEssential = true,
                // Lax, not Strict: Notion and the provider redirect the browser here from other sites.
                SameSite = SameSiteMode.Lax,
                Secure = context.Request.IsHttps,
            }
        );
        return browser;
    }

    public static Secret? Get(HttpContext context) =>
        context.Request.Cookies[NameIn(context)] is { Length: 43 } value ? new Secret(value) : null;

    private static string NameIn(HttpContext context) => HostCookies.NameOf("unfurl.browser", context.Request.Scheme);
}
