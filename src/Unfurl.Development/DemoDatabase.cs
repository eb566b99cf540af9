using Unfurl.Demo;
using Unfurl.Demo.Site;
using Unfurl.Notion.Databases;
using Unfurl.Notion.Lab;
using Unfurl.Notion.Portal;
using Unfurl.Simulator;
using Unfurl.Simulator.Databases;
using ColumnOption = Unfurl.Simulator.Databases.ColumnOption;

namespace Unfurl.Development;

/// <summary>A database of Acme's links in the simulated Notion. Its columns have most of the types that cards fill.</summary>
internal sealed class DemoDatabase : ILabDatabase
{
    private const string Link = "Link";

    private const string About =
        $"The rows are filled as Ada, for all links of {AcmeCatalog.Host}. What only Ben may see, such as /items/4, reads like "
        + "what is missing. What only Ada may see, such as /items/3, is read by everyone who can open the database: whoever "
        + "enriches a database of Notion decides for which places that is right.";

    private static readonly IReadOnlyDictionary<string, string> AsTheyAre = new Dictionary<string, string>();

    private static readonly Column[] Columns =
    [
        new("title", new("Name", "title")),
        new(null, new(Link, "url")),
        new(
            "status",
            new(
                "State",
                "status",
                new("To do", "default", "To-do"),
                new("In progress", "blue", "In progress"),
                new("Blocked", "red", "In progress"),
                new("Done", "green", "Complete")
            )
        ),
        new(CardFields.PreviewStatus, new("Preview status", "rich_text")),
        new(
            "priority",
            new(
                "Priority",
                "select",
                new("High", "red"),
                new ColumnOption("Medium", "orange"),
                new ColumnOption("Low", "gray")
            )
        ),
        new("author", new("Owner", "people")),
        new(
            "labels",
            new(
                "Labels",
                "multi_select",
                new("payments", "purple"),
                new ColumnOption("web", "pink"),
                new ColumnOption("languages", "yellow"),
                new ColumnOption("security", "brown")
            )
        ),
        new("due", new("Due", "date")),
        new("progress", new("Progress", "number")),
        new("status", new("Finished", "checkbox"))
        {
            Values = new Dictionary<string, string> { ["Done"] = "yes", ["*"] = "no" },
        },
        new("author", new("Owner's name", "rich_text")),
    ];

    // Public things of each kind, one that only Ben sees, and one that is not there.
    private static readonly string[] Paths =
    [
        "/items/1",
        "/items/2",
        "/items/6",
        "/boards/checkout",
        "/reports/roadmap",
        "/people/ben",
        "/items/4",
        "/items/404",
    ];

    private readonly AcmeSite _site;
    private readonly SimulatedPerson _ada;
    private readonly SimulatedDataSource _source;
    private readonly Lock _adding = new();

    public DemoDatabase(NotionSimulator simulator, LinkPreviewConnection connection, AcmeSite site, Secret token)
    {
        _site = site;
        simulator.Databases.NotionVersion = connection.Version;
        var workspace = simulator.Databases.AddWorkspace("Acme");
        _ada = PersonOf(workspace, site, "ada");
        PersonOf(workspace, site, "ben");
        var database = workspace.AddDatabase("Acme's links", [.. Columns.Select(column => column.New)]);
        database.ShareWith(workspace.AddConnection("Unfurl", token));
        _source = database.DataSource;
        foreach (var path in Paths)
            AddRow($"https://{AcmeCatalog.Host}{path}");
    }

    /// <inheritdoc/>
    public int MaxRows => 100;

    public Mapping Mapping =>
        new()
        {
            DataSourceId = _source.Id,
            LinkColumnId = _source.Column(Link).Id,
            LinkColumnType = _source.Column(Link).Type,
            Fields =
            [
                .. Columns
                    .Where(column => column.Field is not null)
                    .Select(column => new FieldMapping(
                        column.Field!,
                        _source.Column(column.New.Name).Id,
                        column.New.Type,
                        WriteMode.Always,
                        column.Values
                    )),
            ],
        };

    /// <inheritdoc/>
    public LabTable Read()
    {
        var columns = _source.Columns;
        return new(
            _source.Name,
            About,
            [.. columns.Select(column => new LabColumn(column.Name, column.Type))],
            [
                .. _source.Rows.Select(row => new LabRow(
                    [.. columns.Select(column => ValuesOf(row, column))],
                    ChangePathOf(row.Text(Link))
                )),
            ]
        );
    }

    /// <inheritdoc/>
    public bool AddRow(string link)
    {
        lock (_adding)
        {
            if (_source.Rows.Count >= MaxRows)
                return false;
            _source.AddRow(_ada, (Link, link));
            return true;
        }
    }

    private static SimulatedPerson PersonOf(SimulatedWorkspace workspace, AcmeSite site, string login)
    {
        var person = (AcmePerson)site.Find($"/people/{login}")!;
        return workspace.AddPerson(person.Title, person.Email);
    }

    private static IReadOnlyList<LabValue> ValuesOf(SimulatedRow row, SimulatedColumn column)
    {
        var options = column.Options;
        return
        [
            .. row.List(column.Name)
                .Select(text => new LabValue(text, options.FirstOrDefault(option => option.Name == text)?.Color)),
        ];
    }

    // Only where everybody finds it: the site's own sign-in is another one.
    private string? ChangePathOf(string? link) =>
        Uri.TryCreate(link, UriKind.Absolute, out var url)
        && url.Host == AcmeCatalog.Host
        && _site.Find(url.AbsolutePath) is { Fault: AcmeFault.None, VisibleTo: null } entry
            ? AcmeProviderType.SitePath + entry.Path
            : null;

    /// <param name="Field">The field of a card that is written to it; null for the column of links.</param>
    /// <param name="New">The column.</param>
    private sealed record Column(string? Field, NewColumn New)
    {
        public IReadOnlyDictionary<string, string> Values { get; init; } = AsTheyAre;
    }
}
