using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Unfurl.Server.Unfurling;

/// <summary>Writes <c>{"uri": …, "operations": …}</c> around operations that are UTF-8 already.</summary>
internal sealed class UnfurlResult(string uri, ReadOnlyMemory<byte> operations) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "application/json; charset=utf-8";
        response.Headers.CacheControl = "no-store";
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
