using System.Diagnostics;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Unfurl.WebPages.Facts;
using Unfurl.WebPages.Fetching;
using Unfurl.WebPages.Reading;
using Unfurl.WebPages.Walls;

namespace Unfurl.WebPages;

/// <summary>Asks for a page, tells it from a wall, and reads what it says of itself.</summary>
/// <param name="parseLimit">Of the time that a page's tree may take; null for the usual one.</param>
internal sealed class PageReader(PageClient client, TimeSpan? parseLimit = null)
{
    private const string TooSlow = "a page that takes too long to read";

    private readonly SiteMemory _memory = new();

    /// <param name="path">With its query.</param>
    /// <returns>Facts of a page only: nothing of what stands in its place.</returns>
    public async Task<(Verdict Verdict, PageFacts? Facts)> ReadAsync(
        string path,
        ProviderCall call,
        CancellationToken cancellationToken
    )
    {
        var address = client.AddressOf(path);
        // Once, as browsers do it for pages that have moved.
        var first = await LookAsync(address, followsRefresh: true, call, cancellationToken);
        return first.Next is { } next
            ? (await LookAsync(next, followsRefresh: false, call, cancellationToken)).Found
            : first.Found;
    }

    /// <summary>Whom a page names. It is no wall where it does: a profile has fields for passwords, too.</summary>
    /// <param name="selector">Of what names them.</param>
    /// <returns>What the page is, and the name; null for none.</returns>
    public async Task<(Verdict Verdict, string? Name)> WhoAsync(
        string path,
        string selector,
        ProviderCall call,
        CancellationToken cancellationToken
    )
    {
        // Many sites lead there who is not signed in.
        switch (await client.GetAsync(client.AddressOf(path), mayLeadHome: true, call, cancellationToken))
        {
            case Fetched.Html page:
                using (var document = await ParseAsync(page, cancellationToken))
                {
                    return document is null ? (new Verdict.Failed(TooSlow), null)
                        : NameIn(document.QuerySelector(selector)) is { } name ? (Verdict.Shown, name)
                        : (PageWalls.Judge(PageScan.Of(document, page.Address), page.Address), null);
                }
            case Fetched.Not(var verdict):
                return (verdict, null);
            default:
                return (new Verdict.Failed("no page"), null);
        }
    }

    private static string? NameIn(IElement? element) =>
        Texts.Line(element?.GetAttribute("value") ?? element?.GetAttribute("content"))
        ?? (element is null ? null : Texts.Of(element));

    private Task<IHtmlDocument?> ParseAsync(Fetched.Html page, CancellationToken cancellationToken) =>
        PageParser.ParseAsync(page, parseLimit ?? PageParser.Limit, cancellationToken);

    private async Task<Look> LookAsync(
        Uri address,
        bool followsRefresh,
        ProviderCall call,
        CancellationToken cancellationToken
    ) =>
        await client.GetAsync(address, mayLeadHome: false, call, cancellationToken) switch
        {
            Fetched.Not(var verdict) => new(verdict),
            Fetched.File file => new(Verdict.Shown, FileFacts.Of(file)),
            Fetched.Html page => await LookAsync(page, followsRefresh, call, cancellationToken),
            _ => throw new UnreachableException(),
        };

    private async Task<Look> LookAsync(
        Fetched.Html page,
        bool followsRefresh,
        ProviderCall call,
        CancellationToken cancellationToken
    )
    {
        using var document = await ParseAsync(page, cancellationToken);
        if (document is null)
            return new(new Verdict.Failed(TooSlow));
        var scan = PageScan.Of(document, page.Address);
        var wall = PageWalls.Judge(scan, page.Address);
        if (followsRefresh && wall is not Verdict.SignIn && NextOf(scan, page.Address) is { } next)
            return !client.IsOfSite(next) ? new(new Verdict.Failed("a refresh that leads to another host"))
                : MissingSigns.Of(next, page.Address) is { } missing ? new(missing)
                : new(wall) { Next = next };
        if (wall is not Verdict.Page)
            return new(wall);
        var reader = new FactReader(scan, page.Address, page.Language);
        var facts = reader.Read(null, _memory.Now);
        _memory.Remember(page.Address, reader.WholeTitle, reader.WholeDescription, reader.WholeImage);
        if (
            (facts.Title is null || facts.Author is null || facts.Image is null)
            && reader.OEmbedOf(client.IsOfSite) is { } elsewhere
            && await client.GetDescriptionAsync(elsewhere, call, cancellationToken) is { } description
        )
            facts = reader.Read(OEmbed.Parse(description), _memory.Now);
        return facts.Title is null ? new(new Verdict.Failed("a page without a title")) : new(Verdict.Shown, facts);
    }

    private static Uri? NextOf(PageScan scan, Uri address) =>
        PageWalls.RefreshOf(scan) is { } refresh
        && Uri.TryCreate(address, refresh, out var next)
        && next.Scheme is "http" or "https"
        && next != address
            ? next
            : null;

    private sealed record Look(Verdict Verdict, PageFacts? Facts = null)
    {
        /// <summary>Where the page sends its readers on to.</summary>
        public Uri? Next { get; init; }

        public (Verdict, PageFacts?) Found => (Verdict, Facts);
    }
}
