using System.Net;
using System.Net.Http.Headers;
using System.Net.Mime;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Unfurl.GitHub.Webhooks;

/// <summary>
/// Extracts the payload from a JSON or form body: https://docs.github.com/en/webhooks/using-webhooks/creating-webhooks.
/// </summary>
internal static class WebhookBody
{
    // Rejects duplicate members: parsers disagree on which one counts (RFC 8259 §4).
    public static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public static ReadOnlyMemory<byte>? JsonIn(ReadOnlyMemory<byte> body, string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
            ? type.MediaType?.ToLowerInvariant() switch
            {
                MediaTypeNames.Application.Json => body,
                MediaTypeNames.Application.FormUrlEncoded => FieldIn(body),
                _ => null,
            }
            : null;

    // Ignoring it is allowed (RFC 8259 §8.1). The signature covers it.
    public static ReadOnlyMemory<byte> WithoutByteOrderMark(ReadOnlyMemory<byte> json) =>
        json.Span.StartsWith("\uFEFF"u8) ? json["\uFEFF"u8.Length..] : json;

    // Null if the field "payload" is missing or repeated.
    private static ReadOnlyMemory<byte>? FieldIn(ReadOnlyMemory<byte> form)
    {
        ReadOnlyMemory<byte>? found = null;
        foreach (var range in form.Span.Split((byte)'&'))
        {
            var field = form[range];
            if (!field.Span.StartsWith("payload="u8))
                continue;
            if (found is not null)
                return null;
            found = field["payload=".Length..];
        }
        return found is { } value ? Decode(value) : null;
    }

    private static ReadOnlyMemory<byte> Decode(ReadOnlyMemory<byte> text)
    {
        var bytes = MemoryMarshal.TryGetArray(text, out var segment) ? segment : new ArraySegment<byte>(text.ToArray());
        return WebUtility.UrlDecodeToBytes(bytes.Array, bytes.Offset, bytes.Count);
    }
}
