using System.Text;
using AngleSharp.Text;
using UtfUnknown;

namespace Unfurl.WebPages.Reading;

/// <summary>In which encoding a page is written.</summary>
internal static class PageText
{
    // Below it the detection guesses.
    private const double MinConfidence = 0.6;

    private const int MaxDetected = 64 * 1024;

    /// <summary>By the mark at the start, or else by the header.</summary>
    /// <returns>The text; null where neither says it.</returns>
    public static string? Declared(ReadOnlySpan<byte> body, string? charset)
    {
        if (body.StartsWith("\uFEFF"u8))
            return Encoding.UTF8.GetString(body[3..]);
        if (body.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return Encoding.Unicode.GetString(body[2..]);
        if (body.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return Encoding.BigEndianUnicode.GetString(body[2..]);
        return charset is { Length: > 0 } && TextEncoding.IsSupported(charset)
            ? TextEncoding.Resolve(charset).GetString(body)
            : null;
    }

    /// <summary>Where nothing says it.</summary>
    /// <param name="isCut">Whether the last character may be broken.</param>
    public static string Guessed(ReadOnlyMemory<byte> body, bool isCut)
    {
        var bytes = body.Span;
        // Half of an English text in UTF-16 is zeros, and detection calls that ASCII.
        if (ZerosAt(bytes, 1) > 0.3)
            return Encoding.Unicode.GetString(bytes);
        if (ZerosAt(bytes, 0) > 0.3)
            return Encoding.BigEndianUnicode.GetString(bytes);
        if (IsUtf8(bytes, isCut))
            return Encoding.UTF8.GetString(bytes);
        var detected = CharsetDetector.DetectFromBytes(bytes[..Math.Min(bytes.Length, MaxDetected)].ToArray()).Detected;
        return (
            detected is { Encoding: { } encoding, Confidence: >= (float)MinConfidence }
                ? encoding
                : Encoding.GetEncoding(1252)
        ).GetString(bytes);
    }

    public static bool IsUtf8(ReadOnlySpan<byte> bytes, bool isCut)
    {
        if (isCut)
        {
            // Up to three bytes may be the start of a character.
            var end = bytes.Length;
            while (end > Math.Max(0, bytes.Length - 4) && (bytes[end - 1] & 0xC0) == 0x80)
                end--;
            if (end > 0 && (bytes[end - 1] & 0xC0) == 0xC0)
                end--;
            bytes = bytes[..end];
        }
        return System.Text.Unicode.Utf8.IsValid(bytes);
    }

    private static double ZerosAt(ReadOnlySpan<byte> bytes, int offset)
    {
        var (zeros, all) = (0, 0);
        for (var i = offset; i < Math.Min(bytes.Length, 512); i += 2)
        {
            all++;
            if (bytes[i] == 0)
                zeros++;
        }
        return all < 8 ? 0 : (double)zeros / all;
    }
}
