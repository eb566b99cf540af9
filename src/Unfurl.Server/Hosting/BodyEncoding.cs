using Microsoft.AspNetCore.Diagnostics;
using Unfurl.Server.Http;
using Unfurl.Server.Logging;

namespace Unfurl.Server.Hosting;

/// <summary>Accepts only UTF-8 without a content encoding.</summary>
internal static class BodyEncoding
{
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
        if (!request.IsUtf8())
            return ("charset_unsupported", BodyCharset.Message);
        return request.HasContentEncoding() ? ("content_encoding_unsupported", ContentEncoding.Message) : null;
    }
}
