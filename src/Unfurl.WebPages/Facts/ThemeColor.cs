using System.Globalization;
using System.Text.RegularExpressions;
using Unfurl.WebPages.Reading;

namespace Unfurl.WebPages.Facts;

/// <summary>The color that a page has its browser's window painted with.</summary>
internal static partial class ThemeColor
{
    public static Color? Of(PageScan scan)
    {
        var all = scan
            .Metas.Where(meta => meta.Name == "theme-color")
            .Select(meta => (Media: meta.Element.GetAttribute("media"), Color: ColorOf(meta.Content)))
            .Where(color => color.Color is not null)
            .ToList();
        var plain = all.Find(color => string.IsNullOrWhiteSpace(color.Media));
        return plain.Color ?? all.Find(color => color.Media?.Contains("light", StringComparison.Ordinal) is true).Color;
    }

    private static Color? ColorOf(string text)
    {
        if (text.Trim().StartsWith('#'))
            return Color.Parse(text);
        var parts = RgbColor.Match(text.Trim());
        return
            parts.Success
            && byte.TryParse(parts.Groups["r"].Value, CultureInfo.InvariantCulture, out var r)
            && byte.TryParse(parts.Groups["g"].Value, CultureInfo.InvariantCulture, out var g)
            && byte.TryParse(parts.Groups["b"].Value, CultureInfo.InvariantCulture, out var b)
            ? new Color(r, g, b)
            : null;
    }

    [GeneratedRegex(
        @"^rgb\(\s*(?<r>\d{1,3})\s*,\s*(?<g>\d{1,3})\s*,\s*(?<b>\d{1,3})\s*\)$",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture
    )]
    private static partial Regex RgbColor { get; }
}
