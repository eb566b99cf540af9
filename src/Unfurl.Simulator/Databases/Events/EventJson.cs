using System.Globalization;
using System.Text.Json.Nodes;

namespace Unfurl.Simulator.Databases.Events;

/// <summary>Events as Notion sends them (reference pages "Event types and delivery", "Webhooks: page created" and so on).</summary>
internal static class EventJson
{
    public const string Attempt = "attempt_number";

    private const int MaxUsers = 100;

    public static JsonObject Of(AggregatedEvent aggregated, string id, SimulatedSubscription subscription)
    {
        var workspace = aggregated.Source.Database.Workspace;
        var json = Envelope(aggregated.Type, id, aggregated.Time, workspace, subscription);
        json["authors"] = Users(aggregated.Authors.Select(author => User(workspace, author)));
        if (subscription.Subscriber.IsPublic)
        {
            json["accessible_by"] = Users(
                subscription
                    .Subscriber.BotsThatSee(aggregated.Source.Database)
                    .SelectMany(bot => new[] { bot.Owner?.Id, bot.Id })
                    .OfType<string>()
                    .Distinct()
                    .Select(user => User(workspace, user))
            );
        }
        json["entity"] = aggregated.Row is { } row
            ? Reference(row.Id, "page")
            : Reference(aggregated.Source.Id, "data_source");
        json["data"] = Data(aggregated);
        return json;
    }

    // What all events have, without what they are about.
    public static JsonObject Envelope(
        string type,
        string id,
        DateTimeOffset time,
        SimulatedWorkspace workspace,
        SimulatedSubscription subscription
    ) =>
        new()
        {
            ["id"] = id,
            ["timestamp"] = time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            ["workspace_id"] = workspace.Id,
            ["workspace_name"] = workspace.Name,
            ["subscription_id"] = subscription.Id,
            ["integration_id"] = subscription.Subscriber.Id,
            ["type"] = type,
            ["authors"] = new JsonArray(),
            [Attempt] = 1,
            ["api_version"] = subscription.ApiVersion,
        };

    private static JsonObject Data(AggregatedEvent aggregated)
    {
        // The row may have moved since.
        var source = aggregated.Row?.DataSource ?? aggregated.Source;
        var parent = Reference(source.Database.Id, "database");
        if (aggregated.Row is not null)
            parent["data_source_id"] = source.Id;
        var data = new JsonObject { ["parent"] = parent };
        switch (aggregated.Type)
        {
            case EventTypes.PagePropertiesUpdated:
                data["updated_properties"] = new JsonArray([
                    .. aggregated.Properties.Select(id => (JsonNode)JsonValue.Create(id)),
                ]);
                break;
            case EventTypes.PageContentUpdated:
                // There are no blocks in rows here: what changed is the page itself, its title or icon.
                data["updated_blocks"] = new JsonArray(Reference(aggregated.Row!.Id, "page"));
                break;
            case EventTypes.SchemaUpdated:
                data["updated_properties"] = new JsonArray([
                    .. aggregated.Columns.Select(column => new JsonObject
                    {
                        ["id"] = column.Id,
                        ["name"] = column.Name,
                        ["action"] = column.Action,
                    }),
                ]);
                break;
        }
        return data;
    }

    private static JsonArray Users(IEnumerable<JsonNode> users) => new([.. users.Take(MaxUsers)]);

    private static JsonObject User(SimulatedWorkspace workspace, string id) =>
        Reference(id, workspace.FindConnection(id) is null ? "person" : "bot");

    private static JsonObject Reference(string id, string type) => new() { ["id"] = id, ["type"] = type };
}
