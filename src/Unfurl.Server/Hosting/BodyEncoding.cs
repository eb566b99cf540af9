using System.Net.Mime;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Net.Http.Headers;
using Unfurl.Server.Http;
using Unfurl.Server.Logging;

namespace Unfurl.Server.Hosting;

/// <summary>
/// Bodies are read as UTF-8 and as they came. Others are refused before anyone takes them for something else; on some
/// charsets of forms the framework would fail.
/// </summary>
internal static class BodyEncoding
{
    public static void UseBodyEncoding(this WebApplication app)
    {
        var refusals = app.Services.GetRequiredService<RejectionLog>();
        app.Use(
            (context, next) =>
            {
                if (FindRejection(context) is not var (reason, message))
                    return next(context);
                refusals.LogRejection(RejectionLog.Body, reason);
                return ErrorPages.UnsupportedMediaType(message).ExecuteAsync(context);
            }
        );
    }

    /// <summary>Notion's endpoints answer in the words of their own protocol; the error page is for requests refused already.</summary>
    private static (string Reason, string Message)? FindRejection(HttpContext context)
    {
        var request = context.Request;
        if (
            request.Path.StartsWithSegments("/notion", StringComparison.OrdinalIgnoreCase)
            || context.Features.Get<IStatusCodeReExecuteFeature>() is not null
        )
            return null;
        if (!IsUtf8(request))
            return (
                "charset_unsupported",
                "The body must be in UTF-8, and its Content-Type may name no other charset."
            );
        // RFC 9110 §8.4; unpacking would let a small request become a large one.
        return request.Headers.ContentEncoding.Count == 0 || request.Headers.ContentEncoding is ["identity"]
            ? null
            : ("content_encoding_unsupported", "The body must come without a Content-Encoding.");
    }

    private static bool IsUtf8(HttpRequest request) =>
        request.ContentType is null or MediaTypeNames.Application.Json
        || !MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        || type.Charset.Length == 0
        || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase);
}
