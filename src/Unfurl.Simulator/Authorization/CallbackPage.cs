using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;

namespace Unfurl.Simulator.Authorization;

/// <summary>The result of connecting, for a browser without a return URL.</summary>
internal sealed class CallbackPage(int status, string title, string text) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        var encode = HtmlEncoder.Default;
        await response.WriteAsync(
            $"""
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><title>{encode.Encode(title)}</title></head>
            <body><h1>{encode.Encode(title)}</h1><p>{encode.Encode(text)}</p></body>
            </html>
            """,
            httpContext.RequestAborted
        );
    }
}
