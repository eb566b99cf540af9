using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Unfurl.Recipes.Answers;

/// <summary>The tree of a page, for selectors.</summary>
internal static class AnswerHtml
{
    // A page's size does not bound the parser's time.
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(500);

    private static readonly HtmlParser Parser = new();

    /// <exception cref="UnreadableAnswerException">It takes too long.</exception>
    public static async Task<IDocument> ParseAsync(string html, CancellationToken cancellationToken)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(Limit);
        try
        {
            return await Parser.ParseDocumentAsync(html, limited.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new UnreadableAnswerException("a page that takes too long to read");
        }
    }
}
