namespace Unfurl.Html;

/// <summary>Raised numbers as characters of their own: 10<sup>6</sup> is not 106.</summary>
internal static class Superscript
{
    private const string Plain = "0123456789+-−";
    private const string Raised = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻";

    // Null for other text, which is only smaller on the page.
    public static string? Of(HtmlElement element) =>
        element.Children is [HtmlWords { Text: var text }] && text.All(Plain.Contains)
            ? string.Concat(text.Select(character => Raised[Plain.IndexOf(character)]))
            : null;
}
