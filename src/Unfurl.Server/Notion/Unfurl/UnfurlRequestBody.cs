using System.Net.Mime;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Unfurl.Server.Http;
using Unfurl.Server.Logging;

namespace Unfurl.Server.Notion.Unfurl;

/// <summary>Reads <c>{"uri": "…"}</c>.</summary>
internal static class UnfurlRequestBody
{
    /// <summary>Maximum size of the body, in bytes.</summary>
    public const int MaxBytes = 64 * 1024;

    private static readonly BodyRejection NotJson = new(
        StatusCodes.Status415UnsupportedMediaType,
        UnfurlReasons.BodyNotJson,
        "The body must be declared as application/json."
    );

    private static readonly BodyRejection Malformed = new(
        StatusCodes.Status400BadRequest,
        UnfurlReasons.BodyMalformed,
        "The body must be a JSON object in UTF-8 with a non-empty string \"uri\" and no member twice."
    );

    // Parsers disagree on which of two members with one name counts (RFC 8259 §4), so duplicates are rejected.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <returns>The link, or else the rejection.</returns>
    public static async ValueTask<(string? Uri, BodyRejection Rejection)> ReadAsync(
        HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        if (!IsJson(request))
            return (null, NotJson);
        using var body = new RentedBody(MaxBytes);
        if (await body.ReadAsync(request, cancellationToken) is { } rejection)
            return (null, rejection);
        return FindUri(body.Bytes) is { Length: > 0 } uri ? (uri, default) : (null, Malformed);
    }

    // The comparison covers nearly all requests and avoids parsing the header.
    private static bool IsJson(HttpRequest request) =>
        request.ContentType == MediaTypeNames.Application.Json || request.HasJsonContentType();

    private static string? FindUri(ReadOnlyMemory<byte> body)
    {
        // Senders must not add a byte order mark, and readers may ignore it (RFC 8259 §8.1).
        if (body.Span.StartsWith(Encoding.UTF8.Preamble))
            body = body[Encoding.UTF8.Preamble.Length..];
        try
        {
            if (PlainUri(body.Span) is { } plainUri)
                return plainUri;
            using var document = JsonDocument.Parse(body, Strict);
            return
                // The parser validates only the strings that are read.
                Utf8.IsValid(body.Span)
                && document.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("uri"u8, out var uri)
                && uri is { ValueKind: JsonValueKind.String }
                ? uri.GetString()
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not JSON, or a string with a lone surrogate. Both get the same response.
            return null;
        }
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
}
