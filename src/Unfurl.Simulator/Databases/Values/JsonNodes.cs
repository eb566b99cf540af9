using System.Text.Json.Nodes;

namespace Unfurl.Simulator.Databases.Values;

/// <summary>Reads JSON that may be of any kind: null where it is of another.</summary>
internal static class JsonNodes
{
    public static string? AsText(this JsonNode? node) => As<string>(node, out var text) ? text : null;

    public static bool? AsFlag(this JsonNode? node) => As<bool>(node, out var flag) ? flag : null;

    public static double? AsNumber(this JsonNode? node) => As<double>(node, out var number) ? number : null;

    public static JsonNode? Member(this JsonNode? node, string name) => (node as JsonObject)?[name];

    // The first member that is none of these.
    public static string? UnknownMember(this JsonObject node, params ReadOnlySpan<string> known)
    {
        foreach (var (name, _) in node)
        {
            if (!known.Contains(name))
                return name;
        }
        return null;
    }

    private static bool As<T>(JsonNode? node, out T? value)
    {
        value = default;
        return node is JsonValue found && found.TryGetValue(out value);
    }
}
