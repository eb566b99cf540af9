using System.Net;
using Unfurl.Html;

namespace Unfurl.Recipes.Texts;

/// <summary>How a tool writes a text, and what a card shows of it.</summary>
internal static class TextKind
{
    public const string Plain = "plain";
    public const string Html = "html";

    /// <summary>What a recipe may say; a kind that is picked may be any word.</summary>
    public static readonly IReadOnlyList<string> Names = [Plain, Html, "entities", "markdown", "textile", "first-line"];

    /// <returns>The plain text; null if there is none.</returns>
    public static string? Convert(string kind, string text) =>
        kind.ToLowerInvariant() switch
        {
            Plain or "text/plain" => text,
            // Some tools write each blank as one that lines cannot be broken at.
            Html or "text/html" => HtmlText.FromHtml(text)?.Replace('\u00A0', ' '),
            "entities" => WebUtility.HtmlDecode(text),
            "markdown" or "common_mark" or "text/markdown" => HtmlText.FromMarkdown(text),
            "textile" => Textile.ToText(text),
            // Markup that nobody here reads: its first line is the least wrong.
            _ => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .FirstOrDefault(),
        };
}
