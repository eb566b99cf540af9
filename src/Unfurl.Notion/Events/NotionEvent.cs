using System.Text.Json;
using Unfurl.Notion.Databases;

namespace Unfurl.Notion.Events;

/// <summary>
/// Says that something may have changed in a workspace. Events come late, doubled, in any order or not at all, and of types that
/// nobody knows yet.
/// </summary>
public sealed record NotionEvent
{
    private const int MaxId = 200;

    /// <summary>The same when it is sent again.</summary>
    public required string Id { get; init; }

    /// <summary>Such as <c>page.properties_updated</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Where it happened.</summary>
    public string? WorkspaceId { get; init; }

    /// <summary>The page, the database or whatever else has changed.</summary>
    public string? EntityId { get; init; }

    /// <summary>The data source that changed, or that a changed page belongs to; null if the event does not say.</summary>
    public string? DataSourceId { get; init; }

    /// <summary>The ids of the columns that changed, decoded; null if the event does not say.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>Who made the changes: people and bots.</summary>
    public IReadOnlyList<string> AuthorIds { get; init; } = [];

    /// <summary>Whether a row may have changed.</summary>
    public bool IsOfPage => Type.StartsWith("page.", StringComparison.Ordinal);

    /// <summary>Whether a data source or its database may have changed.</summary>
    public bool IsOfDatabase =>
        Type.StartsWith("data_source.", StringComparison.Ordinal)
        || Type.StartsWith("database.", StringComparison.Ordinal);

    internal static NotionEvent? Read(JsonElement json)
    {
        if (IdOf(json, "id") is not { } id || IdOf(json, "type") is not { } type)
            return null;
        var entity = json.Part("entity");
        var data = json.Part("data");
        var entityId = entity is { } one ? IdOf(one, "id") : null;
        var isOfDataSource = type.StartsWith("data_source.", StringComparison.Ordinal);
        return new()
        {
            Id = id,
            Type = type,
            WorkspaceId = IdOf(json, "workspace_id"),
            EntityId = entityId,
            DataSourceId =
                isOfDataSource ? entityId
                : data?.Part("parent") is { } parent ? IdOf(parent, "data_source_id")
                : null,
            // Of a page a list of ids, of a data source a list of objects.
            Columns =
                data?.Part("updated_properties") is { ValueKind: JsonValueKind.Array } columns && !isOfDataSource
                    ? [.. columns.Items().Select(column => column.Word()).OfType<string>().Select(PropertyId.Decode)]
                    : null,
            AuthorIds = [.. json.Items("authors").Select(author => author.Word("id")).OfType<string>()],
        };
    }

    private static string? IdOf(JsonElement json, string member) =>
        json.Word(member) is { Length: > 0 and <= MaxId } id ? id : null;
}
