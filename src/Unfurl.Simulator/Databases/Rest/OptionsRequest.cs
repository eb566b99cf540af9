using System.Text.Json.Nodes;
using Unfurl.Simulator.Databases.Values;

namespace Unfurl.Simulator.Databases.Rest;

/// <summary>An option that a change of the schema asks for: an existing one by id or name, or a new one.</summary>
internal sealed record RequestedOption(string? Id, string? Name, string? Color, string? Group)
{
    public ColumnOption AsNew() => new(Name!, Color ?? "default", Group);
}

/// <summary>The options of a change of the schema.</summary>
internal static class OptionsRequest
{
    private const int MaxOptions = 100;

    public static readonly IReadOnlyList<string> Colors =
    [
        "default",
        "gray",
        "brown",
        "orange",
        "yellow",
        "green",
        "blue",
        "purple",
        "pink",
        "red",
    ];

    // Null for the options if the request holds none.
    public static (IReadOnlyList<RequestedOption>? Options, string? Problem) Read(
        JsonObject configuration,
        string type,
        string column
    )
    {
        if (!ColumnTypes.HasOptions(type) || configuration["options"] is not { } given)
            return (null, null);
        var where = $"body.properties.{column}.{type}.options";
        if (given is not JsonArray { Count: <= MaxOptions } array)
            return (null, $"{where} should be an array of at most {MaxOptions} options.");
        var options = new List<RequestedOption>();
        foreach (var item in array)
        {
            if (item is not JsonObject option)
                return (null, $"{where} should hold objects.");
            var read = new RequestedOption(
                option["id"].AsText(),
                option["name"].AsText(),
                option["color"].AsText(),
                option["group"].AsText()
            );
            if (Problem(read, type) is { } problem)
                return (null, $"{where}: {problem}");
            options.Add(read);
        }
        return options.Where(it => it.Name is not null).GroupBy(it => it.Name).Any(same => same.Count() > 1)
            ? (null, $"{where} should hold each name once.")
            : (options, null);
    }

    // The list replaces the column's: what it leaves out is deleted. Name, colour and group of an existing option stay.
    public static void Replace(SimulatedColumn column, IReadOnlyList<RequestedOption> options) =>
        column.Entries = [
            .. options.Select(it =>
                column.Entries.Find(known => known.Id == it.Id)
                ?? column.Entries.Find(known => known.Name == it.Name)
                ?? column.OptionOf(it.AsNew())
            ),
        ];

    private static string? Problem(RequestedOption option, string type)
    {
        if (option.Id is null && string.IsNullOrEmpty(option.Name))
            return "an option has a name or an id.";
        if (option.Name?.Contains(',', StringComparison.Ordinal) == true)
            return $"the name {option.Name} has a comma.";
        if (option.Color is not null && !Colors.Contains(option.Color))
            return $"{option.Color} is no colour.";
        if (option.Group is not null && (type != "status" || !StatusGroups.IsKnown(option.Group)))
            return $"{option.Group} is no group.";
        return null;
    }
}
