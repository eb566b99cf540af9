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

    /// <returns>The payload, or why there is none.</returns>
    public static (ReadOnlyMemory<byte> Json, string? Problem) JsonIn(ReadOnlyMemory<byte> body, string? contentType) =>
        (MediaTypeHeaderValue.TryParse(contentType, out var type) ? type.MediaType?.ToLowerInvariant() : null) switch
        {
            MediaTypeNames.Application.Json => (body, null),
            MediaTypeNames.Application.FormUrlEncoded => FieldIn(body),
            _ => (
                default,
                $"the body is neither {MediaTypeNames.Application.Json} nor {MediaTypeNames.Application.FormUrlEncoded}"
            ),
        };

    // Ignoring it is allowed (RFC 8259 §8.1). The signature covers it.
    public static ReadOnlyMemory<byte> WithoutByteOrderMark(ReadOnlyMemory<byte> json) =>
        json.Span.StartsWith("\uFEFF"u8) ? json["\uFEFF"u8.Length..] : json;

    private static (ReadOnlyMemory<byte> Json, string? Problem) FieldIn(ReadOnlyMemory<byte> form)
    {
        ReadOnlyMemory<byte>? found = null;
        foreach (var range in form.Span.Split((byte)'&'))
        {
            var field = form[range];
            if (!field.Span.StartsWith("payload="u8))
                continue;
            if (found is not null)
                return (default, "the form has the field payload more than once");
            found = field["payload=".Length..];
        }
        return found is { } value ? (Decode(value), null) : (default, "the form has no field payload");
    }

    private static ReadOnlyMemory<byte> Decode(ReadOnlyMemory<byte> text)
    {
        var bytes = MemoryMarshal.TryGetArray(text, out var segment) ? segment : new ArraySegment<byte>(text.ToArray());
        return WebUtility.UrlDecodeToBytes(bytes.Array, bytes.Offset, bytes.Count);
    }
}
