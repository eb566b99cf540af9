using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Unfurl.WebPages.Fetching;

namespace Unfurl.WebPages.Reading;

/// <summary>Makes the tree of a page.</summary>
internal static class PageParser
{
    // A page's size does not bound the parser's time, and only the asynchronous parser can be stopped.
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(250);

    private static readonly HtmlParser Parser = new(new HtmlParserOptions { IsKeepingSourceReferences = false });

    /// <returns>Null if it takes too long.</returns>
    public static async Task<IHtmlDocument?> ParseAsync(Fetched.Html page, CancellationToken cancellationToken)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(Limit);
        try
        {
            if (PageText.Declared(page.Body.Span, page.Charset) is { } text)
                return await Parser.ParseDocumentAsync(text, limited.Token);
            // The parser knows what the page itself says of its encoding.
            using var stream = new MemoryStream(page.Body.ToArray(), writable: false);
            var document = await Parser.ParseDocumentAsync(stream, limited.Token);
            if (DeclaresEncoding(document) || PageText.IsUtf8(page.Body.Span, page.IsCut) && !HasZeros(page.Body.Span))
                return document;
            document.Dispose();
            return await Parser.ParseDocumentAsync(PageText.Guessed(page.Body, page.IsCut), limited.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private static bool DeclaresEncoding(IHtmlDocument document) =>
        document.QuerySelector("meta[charset], meta[http-equiv=content-type i][content*=charset i]") is not null;

    private static bool HasZeros(ReadOnlySpan<byte> body) => body[..Math.Min(body.Length, 512)].Contains((byte)0);
}
