using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Unfurl.Simulator.Databases.Rest;

/// <summary>A request that passed what all requests must pass. It is served in one step.</summary>
internal sealed record RestCall(SimulatedConnection Connection, HttpRequest Request, string Endpoint, JsonObject Body)
{
    public SimulatedWorkspace Workspace => Connection.Workspace;

    public SimulatedDatabases All => Workspace.All;

    // Hyphens are optional in ids.
    public static string? IdOf(string? text) => Guid.TryParse(text, out var id) ? id.ToString() : null;

    public string Route(string name) => Request.RouteValues[name]?.ToString() ?? "";

    public SimulatedDatabase? SharedDatabase(string id) =>
        Workspace.FindDatabase(id) is { } database && database.IsSharedWith(Connection) ? database : null;

    public SimulatedDataSource? SharedSource(string id) =>
        Workspace.SourcesSharedWith(Connection).FirstOrDefault(it => it.Id == id);

    public SimulatedRow? SharedRow(string id) =>
        Workspace.FindRow(id) is { } row && row.DataSource.Database.IsSharedWith(Connection) ? row : null;

    // Null, with the reason, if one of the ids is wrong. Without the parameter all columns are meant, also null.
    public (IReadOnlyCollection<SimulatedColumn>? Columns, RestResponse? Refusal) FilterProperties(
        SimulatedDataSource source
    )
    {
        string[] keys =
        [
            .. Request.Query["filter_properties"].OfType<string>(),
            .. Request.Query["filter_properties[]"].OfType<string>(),
        ];
        if (keys.Length == 0)
            return (null, null);
        if (keys.Length > 100)
            return (null, RestResponse.Invalid("filter_properties should hold at most 100 ids."));
        var columns = new HashSet<SimulatedColumn>();
        foreach (var key in keys)
        {
            if (source.FindColumn(key) is not { } column)
                return (null, RestResponse.Invalid($"Could not find property with name or id: {key}"));
            columns.Add(column);
        }
        return (columns, null);
    }
}
