using Microsoft.AspNetCore.Http;

namespace Unfurl.Demo.Site;

/// <summary>The security headers of every response of the site.</summary>
internal static class SafeHeaders
{
    // Chrome applies form-action also to the redirect after a form, so 'self' alone would block the redirect to
    // formTarget.
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

    // For files that Notion shows in a frame or fetches without a session.
    public static void SetForMedia(HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'";
        response.Headers.Remove("X-Frame-Options");
        response.Headers.CacheControl = "public, max-age=3600";
    }
}
