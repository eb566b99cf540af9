using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Unfurl.Adapters.Testing.Cards;

/// <summary>A resolution as JSON that people read and compare. What is not set is left out.</summary>
internal static class ResolutionText
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Of(Resolution resolution)
    {
        var json = resolution switch
        {
            Resolution.Found found => Object(
                ("outcome", "found"),
                ("audience", WordOf(found.Audience)),
                ("resources", Array(found.Resources, resource => resource.Name)),
                ("freshness", found.Freshness?.ToString("c")),
                ("preview", PreviewText.Of(found.Preview))
            ),
            Resolution.NotFound => Object(("outcome", "not found")),
            Resolution.Forbidden forbidden => Object(("outcome", "forbidden"), ("remedy", forbidden.Remedy)),
            Resolution.SignInNeeded signIn => Object(
                ("outcome", "sign-in needed"),
                ("is_suspended", signIn.IsSuspended ? true : null)
            ),
            Resolution.RateLimited limited => Object(("outcome", "rate limited"), ("until", Moment(limited.Until))),
            Resolution.Unavailable unavailable => Object(
                ("outcome", "unavailable"),
                ("reason", unavailable.Reason),
                ("too_slow", unavailable.TooSlow ? true : null)
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(resolution)),
        };
        if (resolution.IsUnknownRefusal)
            json["is_unknown_refusal"] = true;
        return json.ToJsonString(Readable);
    }

    public static JsonObject Object(params ReadOnlySpan<(string Name, JsonNode? Value)> members)
    {
        var json = new JsonObject();
        foreach (var (name, value) in members)
        {
            if (value is not null)
                json[name] = value;
        }
        return json;
    }

    /// <returns>Null for an empty list.</returns>
    public static JsonArray? Array<T>(IReadOnlyList<T>? items, Func<T, JsonNode?> write) =>
        items is { Count: > 0 } ? [.. items.Select(write)] : null;

    public static string WordOf<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    // As the tool wrote it, with its offset.
    public static JsonNode? Moment(DateTimeOffset? moment) =>
        moment?.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture);
}
