using Microsoft.Net.Http.Headers;

namespace Unfurl.Server.Operations;

/// <summary>Refuses forms in a charset that is not read here; the framework would fail on some of them instead.</summary>
internal static class FormCharset
{
    public static void UseFormCharset(this WebApplication app) =>
        app.Use(
            (context, next) =>
            {
                if (IsReadable(context.Request))
                    return next(context);
                context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
                return Task.CompletedTask;
            }
        );

    /// <summary>Notion's endpoints answer in the words of their own protocol.</summary>
    private static bool IsReadable(HttpRequest request) =>
        !request.HasFormContentType
        || request.Path.StartsWithSegments("/notion", StringComparison.OrdinalIgnoreCase)
        || !MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        || type.Charset.Length == 0
        || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase);
}
