using System.Net;
using System.Text.RegularExpressions;

namespace Unfurl.GitHub.Cards;

/// <summary>Extracts the text of the HTML that GitHub allows in Markdown.</summary>
internal static class HtmlText
{
    // An unclosed comment hides the rest of the text: https://spec.commonmark.org/0.31.2/#html-blocks.
    private static readonly Regex Hidden = Linear(
        @"(?s)<!--(.*?-->|.*\z)|<script\b.*?(</script>|\z)|<style\b.*?(</style>|\z)"
    );

    private static readonly Regex Images = Linear(@"<img\b[^>]*>");
    private static readonly Regex AlternativeText = Linear("""\balt\s*=\s*("(?<text>[^"]*)"|'(?<text>[^']*)')""");
    private static readonly Regex Breaks = Linear(@"<(br|hr|/p|/div|/li|/tr|/summary|/h[1-6])\b[^>]*>");
    private static readonly Regex Tags = Linear("</?[a-z][^>]*>|<[?!][^>]*>");

    public static string Of(string html)
    {
        var text = Hidden.Replace(html, "");
        text = Images.Replace(text, image => AlternativeText.Match(image.Value).Groups["text"].Value);
        text = Breaks.Replace(text, "\n");
        return WebUtility.HtmlDecode(Tags.Replace(text, ""));
    }

    // Non-backtracking: the time is linear in the length of any text.
    private static Regex Linear(string pattern) =>
        new(pattern, RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture);
}
