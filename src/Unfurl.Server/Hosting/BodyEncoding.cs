using System.Collections.Frozen;
using System.Net.Mime;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Net.Http.Headers;
using Unfurl.Server.Http;
using Unfurl.Server.Logging;

namespace Unfurl.Server.Hosting;

/// <summary>Accepts only UTF-8 without a content encoding. The framework throws on some form charsets.</summary>
internal static class BodyEncoding
{
    // The labels of UTF-8 in https://encoding.spec.whatwg.org/#names-and-labels that senders use, and ASCII, a part of it.
    private static readonly FrozenSet<string> NamesOfUtf8 = FrozenSet.ToFrozenSet(
        ["utf-8", "utf8", "unicode-1-1-utf-8", "us-ascii", "ascii"],
        StringComparer.OrdinalIgnoreCase
    );

    public static void UseBodyEncoding(this WebApplication app)
    {
        var rejections = app.Services.GetRequiredService<RejectionLog>();
        app.Use(
            (context, next) =>
            {
                if (FindRejection(context) is not var (reason, message))
                    return next(context);
                rejections.LogRejection(RejectionLog.Body, reason);
                return ErrorPages.UnsupportedMediaType(message).ExecuteAsync(context);
            }
        );
    }

    // Notion's endpoints respond in their own protocol's format. A re-executed request for the error page was checked
    // already.
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
        return request.HasContentEncoding() ? ("content_encoding_unsupported", ContentEncoding.Message) : null;
    }

    private static bool IsUtf8(HttpRequest request) =>
        request.ContentType is null or MediaTypeNames.Application.Json
        || !MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        || type.Charset.Length == 0
        || NamesOfUtf8.Contains(HeaderUtilities.RemoveQuotes(type.Charset).ToString());
}
