using System.Text;
using System.Text.Json;

namespace Unfurl.Notion.Reading;

/// <summary>Reads JSON that may be wrong in any way, and says how it is wrong instead of throwing.</summary>
public static class JsonReading
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>The JSON object that a body holds; null, with the reason among the violations, when it holds none.</summary>
    public static JsonElement? ParseObject(ReadOnlyMemory<byte> body, List<string> violations)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Strict);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return document.RootElement.Clone();
            violations.Add("the body is JSON but no object");
        }
        catch (JsonException)
        {
            violations.Add("the body is not well-formed JSON, or a member stands twice");
        }
        return null;
    }

    /// <summary>A member that is a string; null when it is absent, something else, or not well-formed Unicode.</summary>
    public static string? Text(this JsonElement element, string member) =>
        element.TryGetProperty(member, out var value) ? value.Text() : null;

    /// <summary>The string itself, under the same conditions.</summary>
    public static string? Text(this JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
            return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate or bytes that are not UTF-8.
            return null;
        }
    }

    /// <summary>A member that is an object.</summary>
    public static JsonElement? Member(this JsonElement element, string member, JsonValueKind kind) =>
        element.TryGetProperty(member, out var value) && value.ValueKind == kind ? value : null;

    /// <summary>Names the members that do not belong.</summary>
    public static void RejectUnknownMembers(
        this JsonElement element,
        string where,
        List<string> violations,
        params ReadOnlySpan<string> known
    )
    {
        foreach (var property in element.EnumerateObject())
        {
            if (!known.Contains(property.Name))
                violations.Add($"{where} has an unknown member {Quote(property.Name)}");
        }
    }

    // Text of another service, short enough for a sentence.
    public static string Quote(string text)
    {
        var clean = new StringBuilder(64).Append('\'');
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, 60)))
            clean.Append(char.IsControl(c) || char.IsSurrogate(c) ? '·' : c);
        return clean.Append(text.Length > 60 ? "…'" : "'").ToString();
    }
}
