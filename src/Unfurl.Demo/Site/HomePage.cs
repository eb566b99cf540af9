using System.Text;

namespace Unfurl.Demo.Site;

/// <summary>Lists all entries with their links.</summary>
internal static class HomePage
{
    private static readonly (string Heading, Func<AcmeEntry, bool> Holds)[] Sections =
    [
        ("Tasks", entry => entry is AcmeItem { Fault: AcmeFault.None }),
        ("Reports", entry => entry is AcmeReport),
        ("People", entry => entry is AcmePerson),
        ("Boards", entry => entry is AcmeBoard),
        ("When things go wrong", entry => entry.Fault != AcmeFault.None),
    ];

    public static string Main(IReadOnlyList<AcmeEntry> entries, Func<string, string> path)
    {
        var html = new StringBuilder(
            """
            <h1>Acme makes everything</h1>
            <p class="lead">And it has a link for everything. Paste one into Notion, or into the lab, to see its preview.
            Two people work here with whom you can sign in: Ada and Ben.</p>

            """
        );
        foreach (var (heading, holds) in Sections)
        {
            html.Append($"<h2>{heading}</h2>\n<ul class=\"entries\">\n");
            foreach (var entry in entries.Where(holds))
                html.Append(Row(entry, path));
            html.Append("</ul>\n");
        }
        return html.ToString();
    }

    private static string Row(AcmeEntry entry, Func<string, string> path)
    {
        var link = AcmeCatalog.LinkTo(entry);
        var title = Layout.Text(entry.Title);
        if (entry.Fault == AcmeFault.None)
            title = $"""<a href="{Layout.Text(path(entry.Path))}">{title}</a>""";
        var audience = entry.VisibleTo is null && entry.Fault == AcmeFault.None ? "open" : "closed";
        return $"""
            <li><b>{title}</b> <span class="pill {audience}">{link.VisibleTo}</span>
            <code>{Layout.Text(link.Url)}</code><small>{Layout.Text(entry.PreviewDescription)}</small></li>

            """;
    }
}
