using System.Net;
using System.Net.Mime;
using Unfurl.Adapters.Testing;
using Unfurl.Testing;
using Unfurl.WebPages.Fetching;

namespace Unfurl.Benchmarks.WebPages;

/// <summary>A page as the parser gets it.</summary>
internal sealed record MeasuredPage(string Name, Fetched.Html Html)
{
    public static readonly string Folder = RepositoryRoot.File("tests", "Unfurl.Tests", "WebPages", "Pages");

    public static readonly Uri Site = new("https://pages.acme.example");

    public static IEnumerable<string> CorpusNames =>
        Directory
            .EnumerateFiles(Folder, "*.http")
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Order(StringComparer.Ordinal);

    public static RecordedHttp Recording(string name) => RecordedHttp.Load(Path.Combine(Folder, $"{name}.http"));

    /// <summary>Every recorded answer that is HTML and not empty, whatever stands in it.</summary>
    public static IReadOnlyList<MeasuredPage> Corpus() =>
        [
            .. CorpusNames.SelectMany(name =>
                Recording(name).Exchanges.Select(exchange => Of(name, exchange)).OfType<MeasuredPage>()
            ),
        ];

    /// <summary>Pages of 60 KiB, which is what pages of tools have.</summary>
    public static IReadOnlyList<MeasuredPage> Made() =>
        [
            .. MadePages.All.Select(page => new MeasuredPage(
                page.Name,
                new(
                    new Uri(Site, $"/made/{page.Name}"),
                    System.Text.Encoding.UTF8.GetBytes(page.Html),
                    false,
                    "utf-8",
                    null
                )
            )),
        ];

    private static MeasuredPage? Of(string name, Unfurl.Adapters.Testing.Recordings.RecordedExchange exchange)
    {
        using var response = exchange.Respond();
        var type = response.Content.Headers.ContentType;
        return
            exchange is { Status: HttpStatusCode.OK, Body.Length: > 0 }
            && type?.MediaType?.ToLowerInvariant() is null or MediaTypeNames.Text.Html or "application/xhtml+xml"
            ? new(
                name,
                new(
                    new Uri(Site, exchange.Target),
                    exchange.Body,
                    false,
                    type?.CharSet?.Trim('"', ' '),
                    response.Content.Headers.ContentLanguage.FirstOrDefault()
                )
            )
            : null;
    }
}
