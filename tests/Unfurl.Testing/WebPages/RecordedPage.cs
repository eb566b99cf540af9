using System.Net;
using System.Net.Http.Headers;
using System.Net.Mime;
using Unfurl.Adapters.Testing;
using Unfurl.WebPages.Facts;
using Unfurl.WebPages.Fetching;
using Unfurl.WebPages.Reading;

namespace Unfurl.Testing.WebPages;

/// <summary>A page of the corpus of web pages, as its site answered it.</summary>
/// <param name="Name">The recording's.</param>
public sealed record RecordedPage(string Name, Uri Address, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    private static readonly Uri Site = new("https://pages.acme.example");

    // Other tests run beside it.
    private static readonly TimeSpan Generous = TimeSpan.FromMinutes(1);

    /// <summary>Every answer that is HTML with status 200, whatever stands in it.</summary>
    public static IReadOnlyList<RecordedPage> All { get; } =
    [
        .. Directory
            .EnumerateFiles(RepositoryRoot.File("tests", "Unfurl.Tests", "WebPages", "Pages"), "*.http")
            .Order(StringComparer.Ordinal)
            .SelectMany(file =>
                RecordedHttp
                    .Load(file)
                    .Exchanges.Where(exchange => exchange is { Status: HttpStatusCode.OK, Body.Length: > 0 })
                    .Select(exchange => new RecordedPage(
                        Path.GetFileNameWithoutExtension(file),
                        new Uri(Site, exchange.Target),
                        exchange.Headers.ToDictionary(StringComparer.OrdinalIgnoreCase),
                        exchange.Body
                    ))
            )
            .Where(page =>
                page.Type?.MediaType?.ToLowerInvariant() is null or MediaTypeNames.Text.Html or "application/xhtml+xml"
            ),
    ];

    private MediaTypeHeaderValue? Type =>
        MediaTypeHeaderValue.TryParse(Headers.GetValueOrDefault("Content-Type"), out var type) ? type : null;

    /// <summary>What ours takes for the page's title, and for the address that its addresses are relative to.</summary>
    public async Task<(string Title, Uri Base)> ReadAsync(CancellationToken cancellationToken)
    {
        var html = new Fetched.Html(Address, Body, false, Type?.CharSet?.Trim('"', ' '), null);
        using var document =
            await PageParser.ParseAsync(html, Generous, cancellationToken)
            ?? throw new TimeoutException($"{Name} takes too long to parse.");
        var scan = PageScan.Of(document);
        return (scan.Title ?? "", new FactReader(scan, Address, null).Base);
    }
}
