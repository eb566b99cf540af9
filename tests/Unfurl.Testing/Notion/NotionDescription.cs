using System.Text.Json;
using System.Text.Json.Nodes;

namespace Unfurl.Testing.Notion;

/// <summary>
/// Compares requests with the description of the REST API that Notion's MCP server has (<c>tests/notion-sdk/validate.mjs</c>). It is
/// of an older version, so that it does not cover every request.
/// </summary>
public static class NotionDescription
{
    public static async Task<DescriptionVerdict> CompareAsync(
        IEnumerable<DescribedCall> calls,
        CancellationToken cancellationToken
    )
    {
        using var script = NotionScript.Start("validate.mjs");
        foreach (var call in calls)
        {
            var line = new JsonObject
            {
                ["method"] = call.Method,
                ["path"] = call.PathAndQuery.Split('?')[0],
                ["query"] = call.PathAndQuery.Split('?').ElementAtOrDefault(1) ?? "",
                ["body"] = call.Body is { Length: > 0 } body ? JsonNode.Parse(body) : null,
            };
            await script.WriteLineAsync(line.ToJsonString());
        }
        var output = await script.FinishAsync(cancellationToken);
        return JsonSerializer.Deserialize<DescriptionVerdict>(output[^1], JsonSerializerOptions.Web)!;
    }
}

/// <summary>A request; the path starts with <c>/v1</c>.</summary>
public sealed record DescribedCall(string Method, string PathAndQuery, string? Body = null);

/// <summary>How many operations the description has and were called, what is wrong, and what it does not cover.</summary>
public sealed record DescriptionVerdict(
    int Operations,
    IReadOnlyList<string> Called,
    IReadOnlyList<string> Violations,
    IReadOnlyList<string> NotCovered
);
