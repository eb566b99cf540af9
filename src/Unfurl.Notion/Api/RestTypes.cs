using System.Text.Json;
using Unfurl.Notion.Databases;

namespace Unfurl.Notion.Api;

/// <summary>The bot that a token stands for, and its workspace.</summary>
public sealed record BotUser(string Id, string WorkspaceId, string? WorkspaceName)
{
    internal static BotUser? Read(JsonElement json) =>
        Text(json, "id") is { } id
        && json.TryGetProperty("bot", out var bot)
        && bot.ValueKind == JsonValueKind.Object
        && Text(bot, "workspace_id") is { } workspace
            ? new(id, workspace, Text(bot, "workspace_name"))
            : null;

    internal static string? Text(JsonElement json, string name) => json.Word(name);
}

/// <summary>A member of the workspace. Bots and people without an address have none.</summary>
public sealed record NotionPerson(string Id, string? Name, string? Email)
{
    internal static NotionPerson? Read(JsonElement json) =>
        BotUser.Text(json, "id") is { } id
            ? new(
                id,
                BotUser.Text(json, "name"),
                json.TryGetProperty("person", out var person) ? BotUser.Text(person, "email") : null
            )
            : null;
}

/// <summary>A database is a container of data sources; these have the columns and rows.</summary>
public sealed record DatabaseContent(string Id, IReadOnlyList<(string Id, string Name)> DataSources)
{
    internal static DatabaseContent? Read(JsonElement json)
    {
        if (
            BotUser.Text(json, "id") is not { } id
            || !json.TryGetProperty("data_sources", out var sources)
            || sources.ValueKind != JsonValueKind.Array
        )
            return null;
        return new(
            id,
            [
                .. sources
                    .EnumerateArray()
                    .Select(source => (Id: BotUser.Text(source, "id"), Name: BotUser.Text(source, "name") ?? ""))
                    .Where(source => source.Id is not null)
                    .Select(source => (source.Id!, source.Name)),
            ]
        );
    }
}

/// <summary>One page of a list. What is not of the expected kind is left out.</summary>
/// <param name="NextCursor">Opaque; null on the last page.</param>
/// <param name="IsCutOff">Notion ends a list before its end, at 10,000 rows of a query.</param>
public sealed record ListPage<T>(IReadOnlyList<T> Items, string? NextCursor, bool IsCutOff)
    where T : class
{
    internal static ListPage<T>? Read(JsonElement json, Func<JsonElement, T?> read)
    {
        if (
            json.ValueKind != JsonValueKind.Object
            || !json.TryGetProperty("results", out var results)
            || results.ValueKind != JsonValueKind.Array
        )
            return null;
        var hasMore = json.TryGetProperty("has_more", out var more) && more.ValueKind == JsonValueKind.True;
        var next = hasMore ? BotUser.Text(json, "next_cursor") : null;
        // Who took it for the end would take the rest for gone.
        if (hasMore && next is null)
            return null;
        var status = json.TryGetProperty("request_status", out var request) ? BotUser.Text(request, "type") : null;
        return new([.. results.EnumerateArray().Select(read).OfType<T>()], next, status == "incomplete");
    }
}

/// <summary>One item of a value, as <see cref="Databases.Cell.Full"/> takes it.</summary>
public sealed record PropertyItem(JsonElement Json);
