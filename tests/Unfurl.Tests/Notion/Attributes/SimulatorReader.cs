using System.Globalization;
using Unfurl.Notion.Attributes;
using Unfurl.Notion.Reading;

namespace Unfurl.Tests.Notion.Attributes;

/// <summary>Reads a preview with the simulator.</summary>
internal static class SimulatorReader
{
    public static ParsedUnfurlResponse Read(Preview preview, PreviewAttributes renderer)
    {
        byte[] body =
        [
            .. "{\"uri\":\"https://acme.com/\",\"operations\":"u8,
            .. Operations.Set(renderer.Render(preview)),
            .. "}"u8,
        ];
        return ParsedUnfurlResponse.Read(body, "https://acme.com/");
    }

    // The maximum number of marks on one letter.
    public static int MaxCombiningMarks(string text)
    {
        var (longest, current) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            var isMark =
                System.Text.Rune.GetUnicodeCategory(rune)
                is UnicodeCategory.NonSpacingMark
                    or UnicodeCategory.EnclosingMark;
            current = isMark ? current + 1 : 0;
            longest = Math.Max(longest, current);
        }
        return longest;
    }
}
