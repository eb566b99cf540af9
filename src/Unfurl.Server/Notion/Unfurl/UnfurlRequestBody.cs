using System.Buffers;
using System.Net.Mime;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Unfurl.Server.Notion.Unfurl;

/// <summary>Reads <c>{"uri": "…"}</c>.</summary>
internal static class UnfurlRequestBody
{
    /// <summary>Maximum size of the body, in bytes.</summary>
    public const int MaxBytes = 64 * 1024;

    // Parsers disagree on which of two members with one name counts (RFC 8259 §4), so duplicates are rejected.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public static async Task<ParseResult> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!IsJson(request))
            return ParseResult.Failed(
                StatusCodes.Status415UnsupportedMediaType,
                UnfurlRejections.BodyNotJson,
                "The body must be declared as application/json."
            );
        var buffer = ArrayPool<byte>.Shared.Rent(MaxBytes + 1);
        try
        {
            var memory = buffer.AsMemory(0, MaxBytes + 1);
            var length = await request.Body.ReadAtLeastAsync(
                memory,
                memory.Length,
                throwOnEndOfStream: false,
                cancellationToken
            );
            return length > MaxBytes
                ? ParseResult.Failed(
                    StatusCodes.Status413PayloadTooLarge,
                    UnfurlRejections.BodyTooLarge,
                    $"The body must not be larger than {MaxBytes} bytes."
                )
                : Parse(memory[..length]);
        }
        catch (BadHttpRequestException exception)
        {
            return ParseResult.Failed(
                exception.StatusCode,
                UnfurlRejections.BodyIncomplete,
                "The body broke off, came too slowly, or is not sent as HTTP asks."
            );
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // The comparison covers nearly all requests and avoids parsing the header.
    private static bool IsJson(HttpRequest request) =>
        request.ContentType == MediaTypeNames.Application.Json || request.HasJsonContentType();

    private static ParseResult Parse(ReadOnlyMemory<byte> body)
    {
        // Senders must not add a byte order mark, and readers may ignore it (RFC 8259 §8.1).
        if (body.Span.StartsWith(Encoding.UTF8.Preamble))
            body = body[Encoding.UTF8.Preamble.Length..];
        try
        {
            if (PlainUri(body.Span) is { Length: > 0 } plainUri)
                return ParseResult.Of(plainUri);
            using var document = JsonDocument.Parse(body, Strict);
            if (
                // The parser validates only the strings that are read.
                Utf8.IsValid(body.Span)
                && document.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("uri"u8, out var uri)
                && uri is { ValueKind: JsonValueKind.String }
                && uri.GetString() is { Length: > 0 } text
            )
                return ParseResult.Of(text);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not JSON, or a string with a lone surrogate. Both get the same response.
        }
        return ParseResult.Failed(
            StatusCodes.Status400BadRequest,
            UnfurlRejections.BodyMalformed,
            "The body must be a JSON object in UTF-8 with a non-empty string \"uri\" and no member twice."
        );
    }

    // Reads a body whose only member is the link, as Notion sends it, without building a document. Null for other
    // bodies.
    private static string? PlainUri(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        if (!(reader.Read() && reader.TokenType == JsonTokenType.StartObject))
            return null;
        if (!(reader.Read() && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("uri"u8)))
            return null;
        if (!(reader.Read() && reader.TokenType == JsonTokenType.String))
            return null;
        var uri = reader.GetString();
        return reader.Read() && reader.TokenType == JsonTokenType.EndObject && !reader.Read() ? uri : null;
    }

    /// <param name="Uri">The link; null on failure.</param>
    /// <param name="Status">The HTTP status of the failure.</param>
    /// <param name="Reason">The reason code for the log.</param>
    /// <param name="Problem">The explanation for the sender.</param>
    internal sealed record ParseResult(string? Uri, int Status, string Reason, string Problem)
    {
        public static ParseResult Of(string uri) => new(uri, 0, "", "");

        public static ParseResult Failed(int status, string reason, string problem) =>
            new(null, status, reason, problem);
    }
}
