using System.Text.Json.Nodes;
using Unfurl.Simulator.Databases.Values;

namespace Unfurl.Simulator.Databases.Rest;

/// <summary>Databases and the schemas of their data sources (reference pages "Retrieve a data source" and others).</summary>
internal static class DatabaseEndpoints
{
    public static readonly IReadOnlyList<RestEndpoint> All =
    [
        new("GET", "/v1/databases/{database_id}", ConnectionCapabilities.ReadContent, Database),
        new("GET", "/v1/data_sources/{data_source_id}", ConnectionCapabilities.ReadContent, DataSource),
        new("PATCH", "/v1/data_sources/{data_source_id}", ConnectionCapabilities.UpdateContent, Update)
        {
            Members = ["title", "properties"],
        },
    ];

    // The data source that a path names, or the refusal.
    public static (SimulatedDataSource? Source, RestResponse? Refusal) Find(RestCall call)
    {
        if (RestCall.IdOf(call.Route("data_source_id")) is not { } id)
            return (null, RestResponse.Invalid("path failed validation: path.data_source_id should be a valid uuid."));
        return call.SharedSource(id) is { } source
            ? (source, null)
            : (null, RestResponse.NotFound("data_source", id, call.Connection));
    }

    private static RestResponse Database(RestCall call)
    {
        if (RestCall.IdOf(call.Route("database_id")) is not { } id)
            return RestResponse.Invalid("path failed validation: path.database_id should be a valid uuid.");
        return call.SharedDatabase(id) is { } database
            ? RestResponse.Ok(SchemaJson.Database(database))
            : RestResponse.NotFound("database", id, call.Connection);
    }

    private static RestResponse DataSource(RestCall call)
    {
        var (source, refusal) = Find(call);
        return source is null ? refusal! : Ok(source, call);
    }

    private static RestResponse Update(RestCall call)
    {
        var (source, refusal) = Find(call);
        if (source is null)
            return refusal!;
        var change = SchemaChange.Read(source, call.Body, call.Connection);
        if (change.Problem is { } problem)
            return RestResponse.Invalid(problem);
        change.Apply(call.Connection.Id);
        return Ok(source, call);
    }

    private static RestResponse Ok(SimulatedDataSource source, RestCall call) =>
        RestResponse.Ok(SchemaJson.DataSource(source, call.Connection));
}
