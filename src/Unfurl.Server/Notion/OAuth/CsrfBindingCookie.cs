using Unfurl.Server.Storage;

namespace Unfurl.Server.Notion.OAuth;

/// <summary>A random name for a browser, so that what one browser began only that browser can go on with.</summary>
internal static class CsrfBindingCookie
{
    private const string Name = "unfurl.browser";

    public static Secret GetOrSet(HttpContext context)
    {
        if (Get(context) is { } known)
            return known;
        var browser = SecretProtector.NewToken();
        context.Response.Cookies.Append(
            Name,
            browser.Reveal(),
            new CookieOptions
            {
                HttpOnly = true,
                IsEssential = true,
                // Lax, not Strict: the browser comes here from Notion and from the provider.
                SameSite = SameSiteMode.Lax,
                Secure = context.Request.IsHttps,
            }
        );
        return browser;
    }

    public static Secret? Get(HttpContext context) =>
        context.Request.Cookies[Name] is { Length: 43 } value ? new Secret(value) : null;
}
