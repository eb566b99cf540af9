using Unfurl.Server.Http;

namespace Unfurl.Server.Hosting;

/// <summary>Safe headers on every answer; a page that needs more says so through <see cref="ContentSecurityPolicy"/>.</summary>
internal static class SecurityHeaders
{
    public static void UseSecurityHeaders(this WebApplication app) =>
        app.Use(
            (context, next) =>
            {
                context.Response.OnStarting(
                    static state =>
                    {
                        var context = (HttpContext)state;
                        var headers = context.Response.Headers;
                        headers.XContentTypeOptions = "nosniff";
                        headers["Referrer-Policy"] = "no-referrer";
                        // No Cross-Origin-Opener-Policy: Notion may open the consent page in a window of its own and
                        // waits for that window, which such a policy would cut off.
                        if (context.Request.IsHttps)
                            headers.StrictTransportSecurity = "max-age=31536000";
                        // What is mounted here in Development plays another site and has a policy of its own.
                        if (headers.ContentSecurityPolicy.Count == 0 && headers.XFrameOptions.Count == 0)
                        {
                            headers.XFrameOptions = "DENY";
                            headers.ContentSecurityPolicy = ContentSecurityPolicy.HeaderOf(context);
                        }
                        if (IsPage(context.Response) && headers.CacheControl.Count == 0)
                            headers.CacheControl = "no-store";
                        return Task.CompletedTask;
                    },
                    context
                );
                return next(context);
            }
        );

    private static bool IsPage(HttpResponse response) =>
        response.StatusCode is >= 300 and < 400
        || response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) == true;
}
