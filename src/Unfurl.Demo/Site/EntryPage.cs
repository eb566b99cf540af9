using System.Text;

namespace Unfurl.Demo.Site;

internal static class EntryPage
{
    public static string Main(AcmeEntry entry, AcmeSite site, Func<string, string> path)
    {
        var html = new StringBuilder(
            $"""
            <article>
            <p class="kind">{Layout.Text(Kind(entry))} <span class="pill {(
                entry.VisibleTo is null ? "open" : "closed"
            )}">{AcmeCatalog.Audience(entry)}</span></p>
            <h1>{Layout.Text(entry.Title)}</h1>
            <dl>

            """
        );
        foreach (var (name, value) in Fields(entry, site))
        {
            if (value is not null)
                html.Append($"<div><dt>{name}</dt><dd>{Layout.Text(value)}</dd></div>\n");
        }
        html.Append("</dl>\n");
        foreach (var paragraph in (entry.Text ?? "").Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
            html.Append($"<p>{Layout.Text(paragraph)}</p>\n");
        return html.Append(Media(entry, path)).Append("</article>\n").Append(ChangeForm.For(entry, path)).ToString();
    }

    private static string Kind(AcmeEntry entry) =>
        entry switch
        {
            AcmeItem item => $"ACME-{item.Number}",
            AcmeReport => "Report",
            AcmePerson person => $"@{person.Login}",
            _ => "Board",
        };

    private static IEnumerable<(string Name, string? Value)> Fields(AcmeEntry entry, AcmeSite site)
    {
        string? Name(string? login) => login is null ? null : site.Find($"/people/{login}")?.Title;
        return entry switch
        {
            AcmeItem item =>
            [
                ("Status", item.Status),
                ("Priority", item.Priority),
                ("Project", item.Project),
                ("Points", item.Points?.ToString()),
                ("Labels", item.Labels.Count == 0 ? null : string.Join(", ", item.Labels)),
                ("Due", Day(item.Due)),
                ("Assignee", Name(item.Assignee)),
            ],
            AcmeReport report => [("Department", report.Department), ("Author", Name(report.Author))],
            AcmePerson person => [("Role", person.Role), ("Team", person.Team), ("Joined", Day(person.Joined))],
            AcmeBoard board =>
            [
                ("Done", $"{board.Done} of {board.Open + board.Done}"),
                ("Owner", Name(board.Owner)),
                ("Ends", Day(board.Ends)),
            ],
            _ => [],
        };
    }

    private static string? Day(DateOnly? day) => day?.ToString("d MMMM yyyy");

    private static string Media(AcmeEntry entry, Func<string, string> path)
    {
        string Url(string file) => Layout.Text(path($"/media/{file}"));
        return entry switch
        {
            AcmePerson { Picture: { } file } =>
                $"""<img class="portrait" src="{Url(file)}" alt="" width="160" height="160">""",
            AcmeReport { MediaKind: "image", MediaFile: var file } =>
                $"""<img class="media" src="{Url(file)}" alt="">""",
            AcmeReport { MediaKind: "video", MediaFile: var file } =>
                $"""<video class="media" src="{Url(file)}" controls loop muted></video>""",
            AcmeReport { MediaKind: "audio", MediaFile: var file } => $"""<audio src="{Url(file)}" controls></audio>""",
            AcmeReport { MediaKind: "html", MediaFile: var file } =>
                $"""<iframe class="media" src="{Url(file)}" title="{Layout.Text(entry.Title)}"></iframe>""",
            AcmeReport { MediaFile: var file } => $"""<p><a class="button" href="{Url(file)}">Open the PDF</a></p>""",
            _ => "",
        };
    }
}
