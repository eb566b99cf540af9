using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Unfurl.Simulator.Databases.Events;
using Unfurl.Simulator.Databases.Values;

namespace Unfurl.Simulator.Databases;

/// <summary>A column of a data source: a property of its rows.</summary>
public sealed class SimulatedColumn
{
    private const string Plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private const string Special = "^@;:<>=?[]`{|}\\";

    internal SimulatedColumn(SimulatedDataSource source, NewColumn column)
    {
        Source = source;
        Name = column.Name;
        Type = column.Type;
        Id = Type == "title" ? "title" : NewId();
        RelatesTo = Type == "relation" ? column.RelatesTo ?? source : null;
        Configuration = column.Configuration;
        Entries = [.. column.Options.Select(OptionOf)];
        AddDefaultOptions();
    }

    // As webhooks and clients compare it: not percent-encoded.
    public string Id { get; }

    // As the API delivers it.
    public string EncodedId => Uri.EscapeDataString(Id);

    public string Name { get; internal set; }

    public string Type { get; private set; }

    // In order.
    public IReadOnlyList<ColumnOption> Options =>
        All.Read(() => Entries.Select(it => new ColumnOption(it.Name, it.Color, it.Group)).ToArray());

    internal SimulatedDataSource Source { get; }

    internal SimulatedDataSource? RelatesTo { get; set; }

    internal JsonObject? Configuration { get; set; }

    internal List<Option> Entries { get; set; }

    internal Option? DefaultOption =>
        Type == "status" ? Entries.Find(it => it.Group == StatusGroups.ToDo) ?? Entries.FirstOrDefault() : null;

    private SimulatedDatabases All => Source.Database.All;

    public void Rename(string name) =>
        All.Change(() =>
        {
            Source.RequireFreeName(name);
            Name = name;
            Source.NoteSchemaChange(this, ColumnChange.Updated);
        });

    // Keeps the id, and of the cells what the new type can hold, as Notion does.
    public void Retype(string type) =>
        All.Change(() =>
        {
            ChangeType(type);
            Source.NoteSchemaChange(this, ColumnChange.Updated);
        });

    public void AddOptions(params IReadOnlyList<ColumnOption> options) =>
        All.Change(() =>
        {
            Entries.AddRange(options.Select(OptionOf));
            Source.NoteSchemaChange(this, ColumnChange.Updated);
        });

    public void Delete() =>
        All.Change(() =>
        {
            Source.Remove(this);
            Source.NoteSchemaChange(this, ColumnChange.Deleted);
        });

    // By name or id, and the id may be encoded.
    internal bool IsNamed(string key) => Name == key || Id == key || EncodedId == key;

    internal Option OptionOf(ColumnOption option) =>
        new(NewOptionId(), option.Name, option.Color, GroupOf(option.Group));

    internal string? GroupOf(string? group) => Type == "status" ? group ?? StatusGroups.ToDo : null;

    internal void ChangeType(string type)
    {
        if (Type == "title" || type == "title" || !ColumnTypes.IsKnown(type))
            throw new ArgumentException($"A {Type} column cannot become {type}.", nameof(type));
        var texts = Source.RowList.ToDictionary(row => row, row => PlainValues.List(row, this));
        Type = type;
        if (!ColumnTypes.HasOptions(type))
            Entries.Clear();
        Entries = [.. Entries.Select(it => it with { Group = GroupOf(it.Group) })];
        AddDefaultOptions();
        RelatesTo = type == "relation" ? RelatesTo ?? Source : null;
        Configuration = null;
        foreach (var (row, values) in texts)
            row.Store(this, PlainValues.Converted(this, values));
    }

    // Letters, and one character at least that has to be encoded.
    private static string NewId() =>
        RandomNumberGenerator.GetString(Plain, 2)
        + RandomNumberGenerator.GetString(Special, 1)
        + RandomNumberGenerator.GetString(Plain, 1);

    private static string NewOptionId() => RandomNumberGenerator.GetString(Plain, 3) + "=";

    private void AddDefaultOptions()
    {
        if (Type == "status" && Entries.Count == 0)
            Entries = [.. StatusGroups.DefaultOptions.Select(OptionOf)];
    }
}

internal sealed record Option(string Id, string Name, string Color, string? Group);
