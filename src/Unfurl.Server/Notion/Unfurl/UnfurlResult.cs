using System.Globalization;
using Unfurl.Notion.Attributes;
using Unfurl.Server.Previews;

namespace Unfurl.Server.Notion.Unfurl;

/// <summary>Writes <c>{"uri": …, "operations": …}</c> around operations that are already encoded.</summary>
/// <param name="uri">In the spelling received.</param>
/// <param name="operations">The <c>operations</c> array as UTF-8.</param>
internal sealed class UnfurlResult(string uri, ReadOnlyMemory<byte> operations) : IResult
{
    /// <summary>The Server-Timing header (https://www.w3.org/TR/server-timing/); null outside Development.</summary>
    public (CacheSource Source, TimeSpan Duration)? Timing { get; init; }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        var link = UnfurlBody.Encode(uri);
        var length = UnfurlBody.LengthOf(link, operations.Span);

        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = length;
        response.Headers.CacheControl = "no-store";
        if (Timing is { } timing)
            response.Headers["Server-Timing"] = string.Create(
                CultureInfo.InvariantCulture,
                $"cache;desc={CacheMetrics.Word(timing.Source)};dur={timing.Duration.TotalMilliseconds:F1}"
            );

        // One span is enough: a card fits into one block of the pipe.
        UnfurlBody.Write(link, operations.Span, response.BodyWriter.GetSpan(length));
        response.BodyWriter.Advance(length);
        var flushed = response.BodyWriter.FlushAsync(httpContext.RequestAborted);
        return flushed.IsCompletedSuccessfully ? Task.CompletedTask : flushed.AsTask();
    }
}
