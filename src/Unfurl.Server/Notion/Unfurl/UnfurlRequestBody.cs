using System.Buffers;
using System.Net.Mime;
using System.Text.Json;
using System.Text.Unicode;

namespace Unfurl.Server.Notion.Unfurl;

/// <summary>Reads <c>{"uri": "…"}</c>.</summary>
internal static class UnfurlRequestBody
{
    /// <summary>Largest accepted body, in bytes.</summary>
    public const int MaxBytes = 64 * 1024;

    /// <summary>Which of two members counts is read differently everywhere (RFC 8259 §4), so neither does.</summary>
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>The link, or the status and reason to answer with.</summary>
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
            var room = buffer.AsMemory(0, MaxBytes + 1);
            var length = await request.Body.ReadAtLeastAsync(
                room,
                room.Length,
                throwOnEndOfStream: false,
                cancellationToken
            );
            return length > MaxBytes
                ? ParseResult.Failed(
                    StatusCodes.Status413PayloadTooLarge,
                    UnfurlRejections.BodyTooLarge,
                    $"The body must not be larger than {MaxBytes} bytes."
                )
                : Parse(room[..length]);
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

    /// <summary>Most say it in just these words, which need no taking apart.</summary>
    private static bool IsJson(HttpRequest request) =>
        request.ContentType == MediaTypeNames.Application.Json || request.HasJsonContentType();

    private static ParseResult Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            if (PlainUri(body.Span) is { Length: > 0 } plain)
                return ParseResult.Of(plain);
            using var document = JsonDocument.Parse(body, Strict);
            if (
                // The parser looks at the strings it is asked for only.
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
            // Not JSON, or a string with a lone surrogate: the same to whoever sent it.
        }
        return ParseResult.Failed(
            StatusCodes.Status400BadRequest,
            UnfurlRejections.BodyMalformed,
            "The body must be a JSON object in UTF-8 with a non-empty string \"uri\" and no member twice."
        );
    }

    /// <summary>The link of a body that holds nothing else, as Notion's do: there is no need to take it apart twice.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    /// <exception cref="InvalidOperationException">It is not UTF-8.</exception>
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

    /// <param name="Uri">The link; null when there is none.</param>
    /// <param name="Status">What to answer then.</param>
    /// <param name="Reason">Why, for the log.</param>
    /// <param name="Problem">Why, for whoever sent it.</param>
    internal sealed record ParseResult(string? Uri, int Status, string Reason, string Problem)
    {
        public static ParseResult Of(string uri) => new(uri, 0, "", "");

        public static ParseResult Failed(int status, string reason, string problem) =>
            new(null, status, reason, problem);
    }
}
