using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Unfurl.Notion.Attributes;
using Unfurl.Notion.Reading;

namespace Unfurl.Simulator.Databases.Rest;

/// <summary>
/// Notion's REST API for databases: what every request must pass, before its endpoint serves it. The endpoints are in the
/// classes named after them.
/// </summary>
internal sealed class RestApi(SimulatedDatabases all)
{
    private static readonly RestEndpoint[] Endpoints =
    [
        .. UserEndpoints.All,
        .. SearchEndpoint.All,
        .. DatabaseEndpoints.All,
        .. QueryEndpoint.All,
        .. PageEndpoints.All,
        .. PageWriteEndpoints.All,
    ];

    public static bool HasEndpoint(string name) => Array.Exists(Endpoints, endpoint => endpoint.Name == name);

    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var endpoint in Endpoints)
            routes.MapMethods(endpoint.Path, [endpoint.Method], context => ServeAsync(context, endpoint));
        // Below the paths of these endpoints everything else is refused as Notion does.
        foreach (var root in (ReadOnlySpan<string>)["users", "search", "databases", "data_sources", "pages"])
            routes.Map($"/v1/{root}/{{**rest}}", (RequestDelegate)(context => Unknown.ExecuteAsync(context)));
    }

    private static RestResponse Unknown => RestResponse.Error(400, "invalid_request_url", "Invalid request URL.");

    private async Task ServeAsync(HttpContext context, RestEndpoint endpoint)
    {
        var body = await BoundedBody.ReadAsync(context.Request.Body, context.RequestAborted);
        var response = await RespondAsync(context, endpoint, body);
        await response.ExecuteAsync(context);
    }

    private async Task<RestResponse> RespondAsync(HttpContext context, RestEndpoint endpoint, ReadOnlyMemory<byte> body)
    {
        var request = context.Request;
        if (ConnectionOf(request) is not { } connection)
            return RestResponse.Error(401, "unauthorized", "API token is invalid.");

        var exchange = new RestExchange(all.Now, request.Method, request.Path + request.QueryString, null);
        // Who sees a write sees its request among the calls.
        var (response, isLost) = all.Change(() =>
        {
            connection.NoteArrival();
            var fault = connection.NextFault(endpoint.IsWrite);
            var response = fault is null or { AfterCommit: true } ? Serve(connection, request, endpoint, body) : null;
            if (fault is not null && response is null or { Status: 200 })
                response = RestResponse.Failed(fault!);
            var isLost = fault?.Status == NotionFault.NoResponse.Status;
            connection.NoteAnswer(exchange with { Status = isLost ? null : response!.Status }, response!.RetryAfter);
            return (response, isLost);
        });
        if (isLost)
            await new TaskCompletionSource().Task.WaitAsync(context.RequestAborted);
        return response;
    }

    private SimulatedConnection? ConnectionOf(HttpRequest request) =>
        ApiRequest.Credential(request, "Bearer") is { Length: > 0 } token
            ? all.Read(() =>
            {
                var fingerprint = Fingerprint.Of(token);
                return all.Workspaces.Select(it => it.FindByToken(fingerprint)).FirstOrDefault(it => it is not null);
            })
            : null;

    private RestResponse Serve(
        SimulatedConnection connection,
        HttpRequest request,
        RestEndpoint endpoint,
        ReadOnlyMemory<byte> bytes
    )
    {
        if (RestLimits.Take(connection, endpoint.Name) is { } limited)
            return limited;
        if (ApiRequest.CheckVersion(request, all.NotionVersion) is { } wrongVersion)
            return RestResponse.From(wrongVersion);
        if (request.Query.Keys.FirstOrDefault(key => !endpoint.Parameters.Contains(key)) is { } parameter)
            return RestResponse.Invalid($"query failed validation: query.{parameter} should be not present.");

        var body = new JsonObject();
        // Notion's own client sends no body where nothing is to be said.
        if (endpoint.HasBody && bytes.Length > 0)
        {
            if (ApiRequest.CheckMediaType(request) is { } wrongType)
                return RestResponse.From(wrongType);
            if (bytes.Length > SectionTable.MaxPayloadBytes)
                return RestResponse.Invalid("The body is larger than 500 KB.");
            var violations = new List<string>();
            if (JsonReading.ParseObject(bytes, violations) is not { } json)
                return RestResponse.Error(400, "invalid_json", string.Join("; ", violations));
            body = JsonObject.Create(json)!;
        }
        if (body.FirstOrDefault(member => !endpoint.Members.Contains(member.Key)).Key is { } unknown)
            return RestResponse.Invalid($"body failed validation: body.{unknown} should be not present.");
        return connection.Can(endpoint.Needs)
            ? endpoint.Serve(new(connection, request, endpoint.Name, body))
            : RestResponse.Restricted();
    }
}
