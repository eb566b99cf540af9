using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;

namespace Unfurl.Simulator.Authorization;

/// <summary>A page for a browser, without scripts and styles. What follows the title is HTML.</summary>
internal sealed class BrowserPage(int status, string title, string html) : IResult
{
    public static BrowserPage Text(int status, string title, string text) =>
        new(status, title, $"<p>{HtmlEncoder.Default.Encode(text)}</p>");

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'";
        var encoded = HtmlEncoder.Default.Encode(title);
        await response.WriteAsync(
            $"""
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><title>{encoded}</title></head>
            <body><h1>{encoded}</h1>{html}</body>
            </html>
            """,
            httpContext.RequestAborted
        );
    }
}
