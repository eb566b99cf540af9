using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Unfurl.Server.Caching;

namespace Unfurl.Server.Unfurling;

/// <summary>Writes <c>{"uri": …, "operations": …}</c> around operations that are UTF-8 already.</summary>
/// <param name="uri">The link as it came.</param>
/// <param name="operations">The <c>operations</c> array.</param>
internal sealed class UnfurlResult(string uri, ReadOnlyMemory<byte> operations) : IResult
{
    /// <summary>
    /// Where the answer came from and how long it took, for developers (https://www.w3.org/TR/server-timing/); null to keep it
    /// to ourselves.
    /// </summary>
    public (CacheSource Source, TimeSpan Duration)? Timing { get; init; }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "application/json; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        if (Timing is { } timing)
            response.Headers["Server-Timing"] = string.Create(
                CultureInfo.InvariantCulture,
                $"cache;desc={CacheMetrics.Word(timing.Source)};dur={timing.Duration.TotalMilliseconds:F1}"
            );
        Write(response.BodyWriter, uri, operations.Span);
        await response.BodyWriter.FlushAsync(httpContext.RequestAborted);
    }

    private static void Write(IBufferWriter<byte> output, string uri, ReadOnlySpan<byte> operations)
    {
        output.Write("{\"uri\":\""u8);
        // Encoding keeps the text: a JSON reader gets back what Notion sent, character by character.
        output.Write(JsonEncodedText.Encode(uri, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes);
        output.Write("\",\"operations\":"u8);
        output.Write(operations);
        output.Write("}"u8);
    }
}
