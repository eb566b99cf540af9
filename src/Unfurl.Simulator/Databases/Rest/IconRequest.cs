using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Unfurl.Simulator.Databases.Values;

namespace Unfurl.Simulator.Databases.Rest;

/// <summary>The icon or the cover of a page that is written.</summary>
internal static partial class IconRequest
{
    private static readonly string[] Colors =
    [
        "gray",
        "lightgray",
        "brown",
        "yellow",
        "orange",
        "green",
        "blue",
        "purple",
        "pink",
        "red",
    ];

    // Null clears. Uploads and custom emoji are not played, so that none can be named.
    public static string? IconProblem(JsonNode? icon) =>
        icon switch
        {
            null => null,
            JsonObject { Count: 2 } it when it["type"].AsText() == "emoji" => it["emoji"].AsText()
                is { Length: > 0 and <= 20 }
                ? null
                : "body.icon.emoji should be an emoji.",
            // Since 2026-03-25 (changelog). Whether Notion has an icon of the name is not checked, its form is.
            JsonObject { Count: 2 } it when it["type"].AsText() == "icon" => NativeProblem(it["icon"] as JsonObject),
            _ => ExternalProblem(icon, "body.icon"),
        };

    public static string? CoverProblem(JsonNode? cover) => cover is null ? null : ExternalProblem(cover, "body.cover");

    private static string? NativeProblem(JsonObject? icon)
    {
        if (icon?["name"].AsText() is not { } name || !IconName().IsMatch(name))
            return "body.icon.icon.name should be the name of an icon.";
        if (icon.UnknownMember("name", "color") is { } unknown)
            return $"body.icon.icon.{unknown} should be not present.";
        return icon["color"] is { } color && !Colors.Contains(color.AsText())
            ? "body.icon.icon.color should be one of Notion's colours."
            : null;
    }

    private static string? ExternalProblem(JsonNode given, string where) =>
        given is JsonObject { Count: 2 } it
        && it["type"].AsText() == "external"
        && it["external"] is JsonObject external
        && external["url"].AsText() is { Length: <= CellRequest.MaxUrl } url
        && Uri.TryCreate(url, UriKind.Absolute, out _)
            ? null
            : $"{where} is of no type that Notion takes, or lacks what belongs to its type.";

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex IconName();
}
