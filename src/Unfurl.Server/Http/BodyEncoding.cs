using System.Collections.Frozen;
using System.Net.Mime;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Net.Http.Headers;
using Unfurl.Server.Logging;

namespace Unfurl.Server.Http;

/// <summary>Accepts only UTF-8 without a content encoding.</summary>
internal static class BodyEncoding
{
    public const string CharsetMessage = "The body must be in UTF-8, and its Content-Type may name no other charset.";
    public const string ContentEncodingMessage = "The body must come without a Content-Encoding.";

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

    /// <summary>True unless the request names another charset. The framework throws on some.</summary>
    public static bool IsUtf8(this HttpRequest request) =>
        request.ContentType is null or MediaTypeNames.Application.Json
        || !MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        || type.Charset.Length == 0
        || NamesOfUtf8.Contains(HeaderUtilities.RemoveQuotes(type.Charset).ToString());

    /// <summary>
    /// True if the body would have to be unpacked, which turns a small request into a large one. "identity" and nothing say
    /// that it need not (RFC 9110 §8.4, §5.6.1.2).
    /// </summary>
    public static bool HasContentEncoding(this HttpRequest request) =>
        request
            .Headers.ContentEncoding.SelectMany(value =>
                (value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            )
            .Any(coding => !coding.Equals("identity", StringComparison.OrdinalIgnoreCase));

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
        if (!request.IsUtf8())
            return (RequestReasons.CharsetUnsupported, CharsetMessage);
        return request.HasContentEncoding()
            ? (RequestReasons.ContentEncodingUnsupported, ContentEncodingMessage)
            : null;
    }
}
