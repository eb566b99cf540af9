using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Unfurl.WebPages.Fetching;

namespace Unfurl.WebPages.Reading;

/// <summary>Makes the tree of a page.</summary>
internal static class PageParser
{
    // A page's size does not bound the parser's time, and only the asynchronous parser can be stopped.
    public static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(250);

    // The runtime compiles the parser while it reads the first page.
    private static readonly TimeSpan FirstLimit = TimeSpan.FromSeconds(2);

    private static volatile bool _isCompiled;

    private static readonly HtmlParser Parser = new(new HtmlParserOptions { IsKeepingSourceReferences = false });

    /// <param name="limit">Of the time that it may take.</param>
    /// <returns>Null if it takes too long.</returns>
    public static async Task<IHtmlDocument?> ParseAsync(
        Fetched.Html page,
        TimeSpan limit,
        CancellationToken cancellationToken
    )
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(
            _isCompiled || limit > FirstLimit || limit == Timeout.InfiniteTimeSpan ? limit : FirstLimit
        );
        try
        {
            var document = await ParseUnlimitedAsync(page, limited.Token);
            _isCompiled = true;
            return document;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private static async Task<IHtmlDocument> ParseUnlimitedAsync(Fetched.Html page, CancellationToken cancellationToken)
    {
        if (PageText.Declared(page.Body.Span, page.Charset) is { } text)
            return await Parser.ParseDocumentAsync(text, cancellationToken);
        // The parser knows what the page itself says of its encoding.
        using var stream = new MemoryStream(page.Body.ToArray(), writable: false);
        var document = await Parser.ParseDocumentAsync(stream, cancellationToken);
        if (DeclaresEncoding(document) || PageText.IsUtf8(page.Body.Span, page.IsCut) && !HasZeros(page.Body.Span))
            return document;
        document.Dispose();
        return await Parser.ParseDocumentAsync(PageText.Guessed(page.Body, page.IsCut), cancellationToken);
    }

    private static bool DeclaresEncoding(IHtmlDocument document) =>
        document.QuerySelector("meta[charset], meta[http-equiv=content-type i][content*=charset i]") is not null;

    private static bool HasZeros(ReadOnlySpan<byte> body) => body[..Math.Min(body.Length, 512)].Contains((byte)0);
}
