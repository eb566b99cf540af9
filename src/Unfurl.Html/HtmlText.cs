using System.Text.RegularExpressions;

namespace Unfurl.Html;

/// <summary>
/// Converts HTML and Markdown to the plain text of a card: an excerpt without markup, template text and badges. AngleSharp
/// reads the HTML; Markdig converts Markdown to HTML first.
/// </summary>
/// <remarks>
/// Time and memory are proportional to the input, whose length is limited. No input causes an exception; only a cancelled
/// <see cref="CancellationToken"/> does.
/// </remarks>
public static partial class HtmlText
{
    /// <summary>How many UTF-16 code units an excerpt has at most unless told otherwise: as many as Notion takes.</summary>
    public const int DefaultMaxLength = 2000;

    // In UTF-16 code units. HTML may contain pictures as data URLs.
    internal const int MaxHtmlLength = 1024 * 1024;

    // In UTF-16 code units. GitHub's limit for a body is about the same.
    internal const int MaxMarkdownLength = 64 * 1024;

    // Reading stops after this many characters of text for each character of the excerpt. Template text is omitted later.
    private const int TextPerExcerpt = 8;

    /// <summary>Turns HTML into an excerpt of its text.</summary>
    /// <param name="html">The HTML, a page or a part of one.</param>
    /// <param name="maxLength">How many UTF-16 code units the excerpt has at most.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The text, a line for each line of the page; null when there is nothing to read.</returns>
    public static string? FromHtml(
        string? html,
        int maxLength = DefaultMaxLength,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxLength, 1);
        if (string.IsNullOrWhiteSpace(html))
            return null;
        var tree = HtmlTree.Parse(
            Excerpt.Start(html, MaxHtmlLength),
            TextPerExcerpt * (long)maxLength,
            cancellationToken
        );
        var pictures = new PictureText();
        var lines = BlockWriter.Write(new FlowReader(pictures, cancellationToken).Read(tree));
        return FromText(string.Join('\n', lines), maxLength) ?? pictures.Summary;
    }

    /// <summary>Turns GitHub Flavored Markdown, with HTML in it, into an excerpt of its text.</summary>
    /// <param name="markdown">The Markdown.</param>
    /// <param name="maxLength">How many UTF-16 code units the excerpt has at most.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The text, a line for each line of the page; null when there is nothing to read.</returns>
    public static string? FromMarkdown(
        string? markdown,
        int maxLength = DefaultMaxLength,
        CancellationToken cancellationToken = default
    ) =>
        string.IsNullOrWhiteSpace(markdown)
            ? null
            : FromHtml(MarkdownHtml.Of(Excerpt.Start(markdown, MaxMarkdownLength)), maxLength, cancellationToken);

    /// <summary>Cuts a plain text to an excerpt.</summary>
    /// <param name="text">The text.</param>
    /// <param name="maxLength">How many UTF-16 code units the excerpt has at most.</param>
    /// <returns>The excerpt; null when there is nothing to read.</returns>
    public static string? FromText(string? text, int maxLength = DefaultMaxLength)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxLength, 1);
        var whole = SignedAddress.Replace(text ?? "", "${public}").TrimEnd().Trim('\n', '\r');
        return string.IsNullOrWhiteSpace(whole) ? null : Excerpt.Of(whole, maxLength);
    }

    // A signed URL grants access without an account, such as GitHub's URLs of private pictures.
    [GeneratedRegex(
        """(?<public>https?://[^\s?"'<>]*)\?[^\s"'<>]*\b(?:jwt|signature|x-amz-signature|x-goog-signature|sig)=[^\s"'<>]*""",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase
    )]
    private static partial Regex SignedAddress { get; }
}
