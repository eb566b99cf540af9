using System.Text.Encodings.Web;
using System.Text.Json;

namespace Unfurl.Notion.Attributes;

/// <summary>
/// Writes <c>{"uri": …, "operations": …}</c> around operations in UTF-8 JSON: the response to an unfurl request, and
/// the body of an update.
/// </summary>
public static class UnfurlBody
{
    private static ReadOnlySpan<byte> Prefix => "{\"uri\":\""u8;
    private static ReadOnlySpan<byte> Separator => "\",\"operations\":"u8;
    private static ReadOnlySpan<byte> Suffix => "}"u8;

    // A JSON reader restores the link character by character. The link must not have lone surrogates.
    public static JsonEncodedText Encode(string uri) =>
        JsonEncodedText.Encode(uri, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);

    // In bytes.
    public static int LengthOf(JsonEncodedText uri, ReadOnlySpan<byte> operations) =>
        Prefix.Length + uri.EncodedUtf8Bytes.Length + Separator.Length + operations.Length + Suffix.Length;

    // The destination needs at least LengthOf bytes.
    public static void Write(JsonEncodedText uri, ReadOnlySpan<byte> operations, Span<byte> room)
    {
        room = Append(Prefix, room);
        room = Append(uri.EncodedUtf8Bytes, room);
        room = Append(Separator, room);
        room = Append(operations, room);
        Append(Suffix, room);
    }

    private static Span<byte> Append(ReadOnlySpan<byte> text, Span<byte> room)
    {
        text.CopyTo(room);
        return room[text.Length..];
    }
}
