using System.Text.Json.Nodes;

namespace Unfurl.Simulator.Databases.Values;

/// <summary>People and bots as the API shows them (reference page "User").</summary>
internal static class UserJson
{
    public static JsonObject Partial(string id) => new() { ["object"] = "user", ["id"] = id };

    // All that the reader may know. Who is not of the workspace, or not anymore, is an id.
    public static JsonObject Known(string id, SimulatedConnection reader)
    {
        if (!reader.Can(ConnectionCapabilities.UserInformation))
            return Partial(id);
        if (reader.Workspace.FindPerson(id) is { } person)
            return Person(person, reader);
        return reader.Workspace.FindConnection(id) is { } bot ? Bot(bot) : Partial(id);
    }

    public static JsonObject Person(SimulatedPerson person, SimulatedConnection reader)
    {
        var user = Partial(person.Id);
        user["name"] = person.Name;
        user["avatar_url"] = null;
        user["type"] = "person";
        user["person"] =
            reader.Can(ConnectionCapabilities.UserEmails) && person.Email is { } email
                ? new JsonObject { ["email"] = email, ["email_verified"] = true }
                : new JsonObject();
        return user;
    }

    public static JsonObject Bot(SimulatedConnection connection)
    {
        var user = Partial(connection.Id);
        user["name"] = connection.Name;
        user["avatar_url"] = null;
        user["type"] = "bot";
        user["bot"] = new JsonObject
        {
            ["owner"] = connection.Owner is { } owner
                ? new JsonObject { ["type"] = "user", ["user"] = Partial(owner.Id) }
                : new JsonObject { ["type"] = "workspace", ["workspace"] = true },
            ["workspace_id"] = connection.Workspace.Id,
            ["workspace_name"] = connection.Workspace.Name,
            ["workspace_limits"] = new JsonObject { ["max_file_upload_size_in_bytes"] = 5_242_880 },
        };
        return user;
    }
}
