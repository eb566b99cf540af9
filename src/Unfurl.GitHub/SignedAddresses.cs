using System.Buffers;

namespace Unfurl.GitHub;

/// <summary>
/// Rendered bodies contain signed URLs of private pictures (<c>?jwt=</c>), which open the picture to anyone for some
/// minutes. They are not stored.
/// </summary>
internal static class SignedAddresses
{
    private static readonly SearchValues<byte> TokenCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~%="u8
    );

    // The JSON without the signatures; the same bytes if it has none.
    public static ReadOnlyMemory<byte> Remove(ReadOnlyMemory<byte> json)
    {
        var rest = json.Span;
        if (rest.IndexOf("jwt="u8) < 0)
            return json;

        var kept = new ArrayBufferWriter<byte>(json.Length);
        while (rest.IndexOf("jwt="u8) is >= 0 and var start)
        {
            kept.Write(rest[..(start + "jwt="u8.Length)]);
            rest = rest[(start + "jwt="u8.Length)..];
            var end = rest.IndexOfAnyExcept(TokenCharacters);
            rest = end < 0 ? [] : rest[end..];
        }
        kept.Write(rest);
        return kept.WrittenMemory;
    }
}
