using Microsoft.AspNetCore.Http;

namespace Unfurl.Demo.Site;

/// <summary>What every answer of the site carries.</summary>
internal static class SafeHeaders
{
    /// <param name="response">The answer.</param>
    /// <param name="formTarget">
    /// Where a form's answer redirects to: Chrome applies <c>form-action</c> to that too, so <c>'self'</c> alone would block it.
    /// </param>
    public static void Set(HttpResponse response, Uri? formTarget)
    {
        var forms = formTarget is null ? "'self'" : $"'self' {formTarget.GetLeftPart(UriPartial.Authority)}";
        response.Headers.ContentSecurityPolicy =
            "default-src 'none'; style-src 'self'; img-src 'self'; media-src 'self'; frame-src 'self'; "
            + $"base-uri 'none'; frame-ancestors 'none'; form-action {forms}";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.XFrameOptions = "DENY";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers.CacheControl = "no-store";
    }

    /// <summary>For what stands in a frame of Notion's, or is fetched by it without a session.</summary>
    public static void SetForMedia(HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'";
        response.Headers.Remove("X-Frame-Options");
        response.Headers.CacheControl = "public, max-age=3600";
    }
}
