using System.Text.Json;
using Unfurl.Notion.Attributes;

namespace Unfurl.Notion.Reading;

/// <summary>
/// <c>{"uri", "operations"}</c> as the service answers an unfurl and as it pushes an update (guide "Building a link
/// preview"), as Notion reads it: only the table of sections is shared with the code that writes it.
/// </summary>
public sealed record ParsedUnfurlResponse(
    string? Uri,
    IReadOnlyList<ShownAttribute>? Attributes,
    ShownError? Error,
    IReadOnlyList<string> Violations
)
{
    /// <summary>Notion takes no more (reference page "Request limits").</summary>
    public const string TooLarge = "the payload is larger than 500 KB";

    public bool IsAccepted => Violations.Count == 0;

    /// <param name="body">The JSON.</param>
    /// <param name="expectedUri">The uri that must be echoed; null when any will do.</param>
    public static ParsedUnfurlResponse Read(ReadOnlyMemory<byte> body, string? expectedUri)
    {
        var violations = new List<string>();
        if (body.Length > SectionTable.MaxPayloadBytes)
            return new(null, null, null, [TooLarge]);
        if (JsonReading.ParseObject(body, violations) is not { } root)
            return new(null, null, null, violations);

        root.RejectUnknownMembers("the body", violations, "uri", "operations");
        var uri = ReadUri(root, expectedUri, violations);
        var (attributes, error) = ReadOperations(root, violations);
        return new(uri, attributes, error, violations);
    }

    private static string? ReadUri(JsonElement root, string? expected, List<string> violations)
    {
        var uri = root.Text("uri");
        if (string.IsNullOrEmpty(uri))
            violations.Add("uri is missing or not a string");
        else if (uri.Length > SectionTable.MaxUrlLength)
            violations.Add("uri is longer than 2,000 characters");
        else if (expected is not null && uri != expected)
            violations.Add($"uri is not echoed exactly: {JsonReading.Quote(uri)}");
        return uri;
    }

    private static (IReadOnlyList<ShownAttribute>? Attributes, ShownError? Error) ReadOperations(
        JsonElement root,
        List<string> violations
    )
    {
        if (root.Member("operations", JsonValueKind.Array) is not { } operations)
        {
            violations.Add("operations is missing or not an array");
            return default;
        }
        if (operations.GetArrayLength() == 0)
            violations.Add("operations is empty");

        IReadOnlyList<ShownAttribute>? attributes = null;
        ShownError? error = null;
        var paths = new HashSet<string>(StringComparer.Ordinal);
        foreach (var operation in operations.EnumerateArray())
        {
            if (ReadPath(operation, violations) is not { } path)
                continue;
            if (!paths.Add(path))
                violations.Add($"there are two operations with the path {path}");
            else if (!operation.TryGetProperty("set", out var set))
                violations.Add($"the operation {path} has no set");
            else if (path == "attributes")
                attributes = new AttributeReader(violations).ReadAll(set);
            else
                error = ReadError(set, violations);
        }
        return (attributes, error);
    }

    private static string? ReadPath(JsonElement operation, List<string> violations)
    {
        if (operation.ValueKind != JsonValueKind.Object)
        {
            violations.Add("an operation is not an object");
            return null;
        }
        operation.RejectUnknownMembers("an operation", violations, "path", "set");
        if (
            operation.Member("path", JsonValueKind.Array) is { } path
            && path.GetArrayLength() == 1
            && path[0].Text() is "attributes" or "error"
        )
            return operation.GetProperty("path")[0].GetString();
        violations.Add("an operation's path is neither [\"attributes\"] nor [\"error\"]");
        return null;
    }

    private static ShownError? ReadError(JsonElement set, List<string> violations)
    {
        if (set.ValueKind != JsonValueKind.Object)
        {
            violations.Add("the error is not an object");
            return null;
        }
        set.RejectUnknownMembers("the error", violations, "status", "message");
        var message = set.Text("message");
        if (string.IsNullOrEmpty(message))
            violations.Add("the error's message is missing or not a string");
        if (
            set.Member("status", JsonValueKind.Number) is not { } number
            || !number.TryGetInt32(out var status)
            || status is < 400 or > 599
        )
        {
            violations.Add("the error's status is not an HTTP error status (an integer from 400 to 599)");
            return null;
        }
        return message is null ? null : new(status, message);
    }
}
