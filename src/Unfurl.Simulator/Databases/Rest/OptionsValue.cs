using System.Text.Json.Nodes;
using Unfurl.Simulator.Databases.Values;

namespace Unfurl.Simulator.Databases.Rest;

/// <summary>Values of columns with options. A select makes the options that it lacks, a status does not.</summary>
internal static class OptionsValue
{
    private const int MaxItems = 100;

    public static (JsonNode? Stored, string? Problem) Select(
        SimulatedColumn column,
        JsonNode? value,
        string where,
        List<Option> added
    )
    {
        if (value is null)
            return (null, null);
        var (option, problem) = Find(column, value, where, added);
        return option is null ? (null, problem) : (JsonValue.Create(option.Id), null);
    }

    public static (JsonNode? Stored, string? Problem) MultiSelect(
        SimulatedColumn column,
        JsonNode? value,
        string where,
        List<Option> added
    )
    {
        if (value is not JsonArray array)
            return (null, $"{where} should be an array.");
        if (array.Count > MaxItems)
            return (null, $"{where}.length should be ≤ `{MaxItems}`, instead was `{array.Count}`.");
        var ids = new JsonArray();
        foreach (var item in array)
        {
            var (option, problem) = Find(column, item, where, added);
            if (option is null)
                return (null, problem);
            if (!ids.Any(id => (string?)id == option.Id))
                ids.Add(option.Id);
        }
        return (ids, null);
    }

    // Null is the default option, which a row without a value shows.
    public static (JsonNode? Stored, string? Problem) Status(SimulatedColumn column, JsonNode? value, string where)
    {
        if (value is null)
            return (null, null);
        var (id, name, problem) = Read(value, where);
        if (problem is not null)
            return (null, problem);
        return column.Entries.Find(it => id is null ? it.Name == name : it.Id == id) is { } option
            ? (JsonValue.Create(option.Id), null)
            : (null, $"Invalid status option. Status option \"{name ?? id}\" does not exist.");
    }

    private static (Option? Option, string? Problem) Find(
        SimulatedColumn column,
        JsonNode? value,
        string where,
        List<Option> added
    )
    {
        var (id, name, problem) = Read(value, where);
        if (problem is not null)
            return (null, problem);
        var color = value!["color"].AsText();
        var known = column.Entries.Concat(added).FirstOrDefault(it => id is null ? it.Name == name : it.Id == id);
        if (known is not null)
        {
            return color is null || color == known.Color
                ? (known, null)
                : (null, $"Cannot update color of select with name: {known.Name}.");
        }
        if (id is not null)
            return (null, $"{where}: there is no option with the id {id}.");
        if (name!.Contains(',', StringComparison.Ordinal))
            return (null, $"Invalid select option, commas not allowed: {name}");
        var option = column.OptionOf(new(name, color ?? "default"));
        added.Add(option);
        return (option, null);
    }

    private static (string? Id, string? Name, string? Problem) Read(JsonNode? value, string where)
    {
        if (value is not JsonObject option)
            return (null, null, $"{where} should be an object with a name or an id.");
        if (option.UnknownMember("id", "name", "color", "description") is { } unknown)
            return (null, null, $"{where}.{unknown} should be not present.");
        var (id, name) = (option["id"].AsText(), option["name"].AsText());
        return id is null && string.IsNullOrEmpty(name)
            ? (null, null, $"{where} should have a name or an id.")
            : (id, name, null);
    }
}
