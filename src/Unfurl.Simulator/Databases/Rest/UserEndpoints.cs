using System.Text.Json.Nodes;
using Unfurl.Simulator.Databases.Values;

namespace Unfurl.Simulator.Databases.Rest;

/// <summary>The connection itself, and the people of its workspace (reference pages "Get self", "List users").</summary>
internal static class UserEndpoints
{
    public static readonly IReadOnlyList<RestEndpoint> All =
    [
        new("GET", "/v1/users/me", ConnectionCapabilities.None, Me),
        new("GET", "/v1/users", ConnectionCapabilities.UserInformation, List)
        {
            Parameters = ["start_cursor", "page_size"],
        },
        new("GET", "/v1/users/{user_id}", ConnectionCapabilities.UserInformation, Find),
    ];

    private static RestResponse Me(RestCall call) => RestResponse.Ok(UserJson.Bot(call.Connection));

    // Without guests, and in no order.
    private static RestResponse List(RestCall call)
    {
        var users = call
            .Workspace.People.Where(person => !person.IsGuest)
            .Select(person => UserJson.Person(person, call.Connection))
            .Concat(call.Workspace.Connections.Select(UserJson.Bot))
            .OrderBy(IdOf, Disorder.Instance)
            .ToList();
        var envelope = new JsonObject { ["type"] = "user", ["user"] = new JsonObject() };
        return Paging.Page(call, "", users, IdOf, it => it, envelope, maxPageSize: call.All.MaxUsersPerPage);
    }

    // A guest too, whose id is known from somewhere else.
    private static RestResponse Find(RestCall call)
    {
        if (RestCall.IdOf(call.Route("user_id")) is not { } id)
            return RestResponse.Invalid("path failed validation: path.user_id should be a valid uuid.");
        if (call.Workspace.FindPerson(id) is { } person)
            return RestResponse.Ok(UserJson.Person(person, call.Connection));
        return call.Workspace.FindConnection(id) is { } bot
            ? RestResponse.Ok(UserJson.Bot(bot))
            : RestResponse.NotFound("user", id, call.Connection);
    }

    private static string IdOf(JsonObject user) => (string)user["id"]!;
}
