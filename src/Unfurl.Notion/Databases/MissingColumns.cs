using System.Text.Json.Nodes;

namespace Unfurl.Notion.Databases;

/// <summary>Creates columns.</summary>
public static class MissingColumns
{
    public static JsonObject Patch(IEnumerable<(string Name, string Type, IReadOnlyList<string> Options)> columns) =>
        throw new NotImplementedException();
}
