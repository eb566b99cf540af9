using System.Text.Json.Nodes;
using Unfurl.Notion.Databases;

namespace Unfurl.Tests.Notion.Databases;

/// <summary>Plans and applies changes of a <see cref="NotionTable"/>, and remembers what was written as the service does.</summary>
internal sealed class Planning(NotionTable table, params FieldMapping[] fields)
{
    public static readonly Dictionary<string, string> NoValues = [];

    public NotionTable Table => table;

    public Mapping Mapping { get; set; } =
        new()
        {
            DataSourceId = "ds",
            LinkColumnId = "link",
            LinkColumnType = "url",
            Fields = fields,
        };

    public IReadOnlyDictionary<string, long> Written { get; set; } = new Dictionary<string, long>();

    public Dictionary<string, string> People { get; } = new(StringComparer.OrdinalIgnoreCase);

    public static FieldMapping Field(
        string field,
        string type,
        WriteMode mode = WriteMode.Always,
        IReadOnlyDictionary<string, string>? values = null
    ) => new(field, NotionTable.Id(type), type, mode, values ?? NoValues);

    /// <summary>As if the cell held what we wrote last.</summary>
    public void Claim(string type) =>
        Written = new Dictionary<string, long>(Written)
        {
            [NotionTable.Id(type)] = RowPlan.HashOf(table.Row.Cells[NotionTable.Id(type)]),
        };

    public RowChange Plan(RowCard card) =>
        RowPlan.Make(
            new RowRequest
            {
                Mapping = Mapping,
                Schema = table.Schema,
                Row = table.Row,
                Card = card,
                Written = Written,
                FindPerson = email => People.GetValueOrDefault(email),
                IconUrl = name => name.Length < 20 ? new Uri($"https://unfurl.acme.com/icons/{name.Length}.png") : null,
            }
        );

    public RowChange Write(RowCard card)
    {
        var change = Plan(card);
        if (change.Body is { } body)
            table.Apply(JsonNode.Parse(body.ToJsonString())!.AsObject());
        Written = change.WrittenAs(table.Row);
        return change;
    }

    public RowChange Write(Preview preview) => Write(new RowCard.Shown(preview));
}
