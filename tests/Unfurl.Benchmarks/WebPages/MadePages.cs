using System.Text;

namespace Unfurl.Benchmarks.WebPages;

/// <summary>Pages as large as those of tools, each heavy in another way.</summary>
internal static class MadePages
{
    private const int Length = 60 * 1024;

    private const string Sentence =
        "The crane at berth 14 is out of order until <em>Tuesday</em>, says the <a href=\"/docks\">dock office</a>. ";

    public static IReadOnlyList<(string Name, string Html)> All =>
        [
            ("article", Article),
            ("tracker", Tracker()),
            ("docs", Docs()),
            ("scripts", Scripts()),
            ("mediawiki", MediaWiki()),
        ];

    public static string Article { get; } = MakeArticle();

    private static string MakeArticle()
    {
        var page = Start(
            "Crane out of order | Acme News",
            """
            <meta name="description" content="The crane at berth 14 is out of order until Tuesday."><link rel="canonical" href="/news/14">
            <meta property="og:title" content="Crane out of order"><meta property="og:description" content="Until Tuesday, says the dock office.">
            <meta property="og:image" content="/img/crane.jpg"><meta property="og:image:width" content="1200"><meta property="og:image:height" content="630">
            <meta property="og:site_name" content="Acme News"><meta property="og:type" content="article"><meta property="og:url" content="/news/14">
            <meta name="twitter:card" content="summary"><meta name="twitter:title" content="Crane"><meta name="author" content="Ada Quux">
            <meta property="article:published_time" content="2026-11-28T17:40:58Z"><meta name="theme-color" content="#336699">
            <link rel="icon" href="/favicon-32.png" sizes="32x32"><link rel="apple-touch-icon" href="/touch.png" sizes="180x180">
            <script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite","@id":"#site","name":"Acme News"},
            {"@type":"NewsArticle","headline":"Crane out of order","author":{"@type":"Person","name":"Ada Quux"},"image":["/img/crane.jpg"],
            "datePublished":"2026-11-28T17:40:58Z","dateModified":"2026-11-29T08:00:00Z","publisher":{"@id":"#site"}}]}</script>
            """
        );
        page.Append("<header><nav><a href=\"/\">Home</a></nav></header><main><article><h1>Crane out of order</h1>");
        Repeat(page, 300, i => $"<p class=\"text text-{i}\">{Sentence}{(i % 2 == 0 ? Sentence : "")}</p>\n");
        return End(page, "</article></main><footer><p>© Acme</p></footer>");
    }

    private static string Tracker()
    {
        var page = Start("Issues - Docks - Acme Tracker", "<meta name=\"generator\" content=\"Tracker 5\">");
        page.Append(
            "<div id=\"wrapper\"><div id=\"main\"><h2>Issues</h2><form action=\"/issues\"><table class=\"list\"><tbody>"
        );
        Repeat(
            page,
            int.MaxValue,
            i =>
                $"<tr id=\"issue-{i}\" class=\"hascontextmenu issue\"><td class=\"checkbox\"><input type=\"checkbox\" name=\"ids[]\" value=\"{i}\"></td><td class=\"id\"><a href=\"/issues/{i}\">{i}</a></td><td class=\"status\">New</td><td class=\"subject\"><a href=\"/issues/{i}\">Crane {i} is out of order</a></td><td class=\"author\"><a class=\"user\" href=\"/users/5\">Ada Quux</a></td><td class=\"updated_on\">2026-11-28 17:40</td></tr>\n"
        );
        return End(page, "</tbody></table></form></div></div>");
    }

    private static string Docs()
    {
        var page = Start(
            "Install the crane - Acme Docs",
            "<meta name=\"description\" content=\"How a crane is installed, step by step.\">"
        );
        page.Append("<nav class=\"sidebar\" aria-label=\"Pages\"><ul>");
        Repeat(
            page,
            350,
            i =>
                $"<li class=\"nav-item\"><a class=\"nav-link\" href=\"/docs/part-{i}/\"><span class=\"title\">Part {i}</span></a></li>\n"
        );
        page.Append("</ul></nav><main role=\"main\"><h1>Install the crane</h1>");
        Repeat(
            page,
            int.MaxValue,
            i =>
                $"<h2 id=\"step-{i}\">Step {i}<a class=\"anchor\" href=\"#step-{i}\">#</a></h2><p>{Sentence}</p><pre><code><span class=\"k\">crane</span> <span class=\"s\">\"{i}\"</span></code></pre>\n"
        );
        return End(page, "</main>");
    }

    private static string Scripts()
    {
        var page = Start(
            "Board – Acme",
            "<meta property=\"og:title\" content=\"Board\"><meta property=\"og:site_name\" content=\"Acme\">"
        );
        page.Append(
            "<div id=\"app\"><h1>Board</h1><p>Everything that the docks have to do this week, in one place.</p></div>"
        );
        Repeat(
            page,
            40,
            i =>
                $"<script nonce=\"n\">window.__data = window.__data || []; window.__data.push({{\"id\":{i},\"text\":\"{string.Concat(Enumerable.Repeat("crane <b> && berth; ", 70))}\"}});</script>\n"
        );
        return End(page, "");
    }

    private static string MediaWiki()
    {
        var page = Start(
            "Crane - Acme Wiki",
            "<meta name=\"generator\" content=\"MediaWiki 1.43.0\"><link rel=\"canonical\" href=\"/wiki/Crane\"><link rel=\"icon\" href=\"/favicon.ico\">"
        );
        page.Append(
            "<div id=\"content\" class=\"mw-body\" role=\"main\"><h1 id=\"firstHeading\" class=\"firstHeading\">Crane</h1><div id=\"mw-content-text\"><div class=\"mw-parser-output\">"
        );
        Repeat(
            page,
            int.MaxValue,
            i =>
                $"<h2><span class=\"mw-headline\" id=\"S{i}\">Section {i}</span><span class=\"mw-editsection\">[<a href=\"/w/index.php?title=Crane&amp;action=edit&amp;section={i}\" title=\"Edit section\">edit</a>]</span></h2>\n<p>{Sentence}<sup id=\"cite_ref-{i}\" class=\"reference\"><a href=\"#cite_note-{i}\">[{i}]</a></sup></p><ul><li><a href=\"/wiki/Berth_{i}\" title=\"Berth {i}\">Berth {i}</a></li><li>Another one</li></ul>\n"
        );
        return End(page, "</div></div></div><div id=\"mw-navigation\"><h2>Navigation menu</h2></div>");
    }

    private static StringBuilder Start(string title, string head) =>
        new(
            $"<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title>\n{head}\n</head><body>\n"
        );

    private static void Repeat(StringBuilder page, int times, Func<int, string> part)
    {
        for (var i = 1; i <= times && page.Length < Length - 200; i++)
            page.Append(part(i));
    }

    private static string End(StringBuilder page, string end) =>
        page.Append(end).Append("\n</body></html>\n").ToString();
}
