using Unfurl.Html;

namespace Unfurl.GitHub.Cards;

/// <summary>The text of a body, of GitHub's rendering, or of its plain text where there is no rendering.</summary>
internal static class BodyText
{
    public static string? Of(string? html, string? text) =>
        html is null ? HtmlText.FromText(text) : HtmlText.FromHtml(html);
}
