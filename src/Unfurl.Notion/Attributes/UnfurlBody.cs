using System.Text.Encodings.Web;
using System.Text.Json;

namespace Unfurl.Notion.Attributes;

/// <summary>
/// <c>{"uri": …, "operations": …}</c> around operations that are UTF-8 JSON already: the answer to an unfurl request, and
/// the body of an update.
/// </summary>
public static class UnfurlBody
{
    private static ReadOnlySpan<byte> Prefix => "{\"uri\":\""u8;
    private static ReadOnlySpan<byte> Separator => "\",\"operations\":"u8;
    private static ReadOnlySpan<byte> Suffix => "}"u8;

    /// <summary>A link as it stands in the body: a JSON reader gets it back character by character.</summary>
    /// <param name="uri">The link, without lone surrogates.</param>
    public static JsonEncodedText Encode(string uri) =>
        JsonEncodedText.Encode(uri, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);

    /// <summary>The body's length in bytes.</summary>
    public static int LengthOf(JsonEncodedText uri, ReadOnlySpan<byte> operations) =>
        Prefix.Length + uri.EncodedUtf8Bytes.Length + Separator.Length + operations.Length + Suffix.Length;

    /// <summary>Writes the body.</summary>
    /// <param name="uri">The link.</param>
    /// <param name="operations">The <c>operations</c> array.</param>
    /// <param name="room">At least <see cref="LengthOf"/> bytes.</param>
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
