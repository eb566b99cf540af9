using System.Text.Json.Nodes;
using Unfurl.Simulator.Databases.Events;
using Unfurl.Simulator.Databases.Values;

namespace Unfurl.Simulator.Databases.Rest;

/// <summary>
/// What <c>PATCH /v1/data_sources/{id}</c> asks for (reference page "Update data source properties"): columns are added, renamed,
/// given other options or another type, or removed. All of it is checked before anything is changed.
/// </summary>
internal sealed class SchemaChange
{
    private readonly SimulatedDataSource _source;
    private readonly List<Func<ColumnChange?>> _steps = [];
    private readonly HashSet<string> _names;

    private SchemaChange(SimulatedDataSource source)
    {
        _source = source;
        _names = source.ColumnList.Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
    }

    public string? Problem { get; private set; }

    public static SchemaChange Read(SimulatedDataSource source, JsonObject body, SimulatedConnection connection)
    {
        var change = new SchemaChange(source);
        change.Problem = change.ReadTitle(body) ?? change.ReadProperties(body, connection);
        return change;
    }

    public void Apply(string author)
    {
        var columns = _steps.Select(step => step()).ToList();
        if (columns.Count > 0)
            _source.NoteSchemaChange(author, [.. columns.OfType<ColumnChange>()]);
    }

    private string? ReadTitle(JsonObject body)
    {
        if (body["title"] is not { } title)
            return null;
        var (items, problem) = RichTextRequest.Read(title, "body.title");
        if (items is null)
            return problem;
        _steps.Add(() =>
        {
            _source.Name = RichText.PlainText(items);
            return null;
        });
        return null;
    }

    private string? ReadProperties(JsonObject body, SimulatedConnection connection)
    {
        if (body["properties"] is not { } given)
            return null;
        if (given is not JsonObject properties)
            return "body.properties should be an object.";
        foreach (var (key, value) in properties)
        {
            var column = _source.FindColumn(key);
            var problem = (column, value) switch
            {
                (null, null) => $"{key} is not a property that exists.",
                (null, JsonObject added) => ReadNew(key, added, connection),
                ({ Type: "title" }, null) => "The title property cannot be removed.",
                (not null, null) => Remove(column),
                (not null, JsonObject changed) => ReadChanged(column, changed),
                _ => $"body.properties.{key} should be an object or null.",
            };
            if (problem is not null)
                return problem;
        }
        return null;
    }

    private string? Remove(SimulatedColumn column)
    {
        _names.Remove(column.Name);
        _steps.Add(() =>
        {
            _source.Remove(column);
            return ColumnChange.Of(column, ColumnChange.Deleted);
        });
        return null;
    }

    private string? ReadNew(string key, JsonObject added, SimulatedConnection connection)
    {
        var (type, problem) = TypeOf(key, added);
        if (problem is not null)
            return problem;
        if (type is null or "title")
            return $"{key} is not a property that exists, and has no type to be added with.";
        var name = added["name"].AsText() ?? key;
        if (!_names.Add(name))
            return $"There is a property named {name} already.";
        var configuration = added[type] as JsonObject ?? [];
        SimulatedDataSource? related = null;
        if (type == "relation")
        {
            var id = RestCall.IdOf(configuration["data_source_id"].AsText());
            related = connection.Workspace.SourcesSharedWith(connection).FirstOrDefault(it => it.Id == id);
            if (related is null)
                return $"body.properties.{key}.relation.data_source_id is no data source that is shared.";
        }
        var (options, wrong) = OptionsRequest.Read(configuration, type, key);
        if (wrong is not null)
            return wrong;
        if (options?.FirstOrDefault(it => it.Id is not null) is { } known)
            return $"body.properties.{key}.{type}.options holds the unknown id {known.Id}.";
        var column = new NewColumn(name, type, [.. (options ?? []).Select(it => it.AsNew())])
        {
            RelatesTo = related,
            Configuration =
                type is "number" or "formula" or "rollup" or "unique_id" && configuration.Count > 0
                    ? (JsonObject)configuration.DeepClone()
                    : null,
        };
        _steps.Add(() => ColumnChange.Of(_source.Add(column), ColumnChange.Created));
        return null;
    }

    private string? ReadChanged(SimulatedColumn column, JsonObject changed)
    {
        var (type, problem) = TypeOf(column.Name, changed);
        if (problem is not null)
            return problem;
        if (changed["name"] is { } name)
        {
            if (name.AsText() is not { Length: > 0 } text)
                return $"body.properties.{column.Name}.name should be a string that is not empty.";
            if (text != column.Name)
            {
                if (!_names.Add(text))
                    return $"There is a property named {text} already.";
                _names.Remove(column.Name);
                Change(column, () => column.Name = text);
            }
        }
        if (type is null)
            return null;
        if (type != column.Type)
        {
            if (type == "title" || column.Type == "title")
                return "The title property has the type title, and no other has it.";
            Change(column, () => column.ChangeType(type));
        }
        var (options, wrong) = OptionsRequest.Read(changed[type] as JsonObject ?? [], type, column.Name);
        if (wrong is not null)
            return wrong;
        if (options is null)
            return null;
        if (options.FirstOrDefault(it => it.Id is { } id && !HasOption(column, id)) is { } unknown)
            return $"body.properties.{column.Name}.{type}.options holds the unknown id {unknown.Id}.";
        Change(column, () => OptionsRequest.Replace(column, options));
        return null;
    }

    private void Change(SimulatedColumn column, Action change) =>
        _steps.Add(() =>
        {
            change();
            return ColumnChange.Of(column, ColumnChange.Updated);
        });

    private static bool HasOption(SimulatedColumn column, string id) => column.Entries.Exists(it => it.Id == id);

    // The type is the member with its name; a member "type" may repeat it.
    private static (string? Type, string? Problem) TypeOf(string key, JsonObject property)
    {
        var said = property["type"]?.ToString();
        string[] types = [.. property.Select(it => it.Key).Where(it => it is not ("name" or "type" or "description"))];
        if (types.Length > 1 || types is [var found] && said is not null && said != found)
            return (null, $"body.properties.{key} should have one type.");
        if (types is [] && said is not null)
            return (null, $"body.properties.{key}.{said} should be defined.");
        if (types is [var type] && !ColumnTypes.IsInSchemaRequests(type))
            return (null, $"body.properties.{key}.{type} should be not present.");
        if (types is [var of] && property[of] is not JsonObject)
            return (null, $"body.properties.{key}.{of} should be an object.");
        return (types.FirstOrDefault(), null);
    }
}
