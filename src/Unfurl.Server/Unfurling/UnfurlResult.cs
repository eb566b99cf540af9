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

    private static ReadOnlySpan<byte> Start => "{\"uri\":\""u8;
    private static ReadOnlySpan<byte> Middle => "\",\"operations\":"u8;
    private static ReadOnlySpan<byte> End => "}"u8;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        // Encoding keeps the text: a JSON reader gets back what Notion sent, character by character.
        var encoded = JsonEncodedText.Encode(uri, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes;
        var length = Start.Length + encoded.Length + Middle.Length + operations.Length + End.Length;

        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = length;
        response.Headers.CacheControl = "no-store";
        if (Timing is { } timing)
            response.Headers["Server-Timing"] = string.Create(
                CultureInfo.InvariantCulture,
                $"cache;desc={CacheMetrics.Word(timing.Source)};dur={timing.Duration.TotalMilliseconds:F1}"
            );

        // In one piece: a card fits into one of the pipe's blocks.
        var rest = response.BodyWriter.GetSpan(length);
        rest = Put(Start, rest);
        rest = Put(encoded, rest);
        rest = Put(Middle, rest);
        rest = Put(operations.Span, rest);
        Put(End, rest);
        response.BodyWriter.Advance(length);
        var flushed = response.BodyWriter.FlushAsync(httpContext.RequestAborted);
        return flushed.IsCompletedSuccessfully ? Task.CompletedTask : flushed.AsTask();
    }

    private static Span<byte> Put(ReadOnlySpan<byte> text, Span<byte> room)
    {
        text.CopyTo(room);
        return room[text.Length..];
    }
}
