using System.Text.Json;
using System.Text.Json.Nodes;

namespace Unfurl.Notion.Databases;

/// <summary>Notion's own icons by what a thing is and how far it is.</summary>
internal static class RowIcons
{
    public static JsonObject Of(Preview preview, Func<string, Uri?> iconUrl)
    {
        var status = (CardFields.Of(preview, "status") as CardValue.Choice)?.Word.ToLowerInvariant() ?? "";
        var kind = (CardFields.Of(preview, "kind") as CardValue.Choice)?.Word.ToLowerInvariant() ?? "";
        var own = (preview.Icon as PreviewImage.Own)?.Name ?? "";
        if (NameOf(own, kind, status) is { } name)
            return Native(name, ColorOf(status, preview.Status?.Color ?? preview.IconColor));
        // A picture of the tool says more than a dot, if Notion can fetch it.
        var picture = preview.Icon switch
        {
            PreviewImage.At at => at.Url,
            PreviewImage.Own { Name.Length: > 0 } => iconUrl(own),
            _ => null,
        };
        return
            ColumnWriter.WebAddress(picture) is { } address && address.StartsWith("https://", StringComparison.Ordinal)
            ? new JsonObject
            {
                ["type"] = "external",
                ["external"] = new JsonObject { ["url"] = address },
            }
            : Native("circle-dot", ColorOf(status, preview.Status?.Color ?? preview.IconColor));
    }

    /// <summary>A text that is equal for equal icons; empty for none.</summary>
    public static string Canonical(JsonElement icon)
    {
        var type = icon.Word("type") ?? "";
        var value = icon.Part(type) ?? default;
        return type switch
        {
            "" => "",
            "icon" => Canonical(value.Word("name"), value.Word("color")),
            "external" => $"external {value.Word("url")}",
            "emoji" => $"emoji {value.Word()}",
            _ => $"{type} {value.Word("id")}",
        };
    }

    public static string Canonical(JsonObject icon) =>
        icon["icon"] is JsonObject native
            ? Canonical((string?)native["name"], (string?)native["color"])
            : $"external {(string?)icon["external"]?["url"]}";

    private static string Canonical(string? name, string? color) => $"icon {name} {color}";

    private static JsonObject Native(string name, string color) =>
        new()
        {
            ["type"] = "icon",
            ["icon"] = new JsonObject { ["name"] = name, ["color"] = color },
        };

    private static string? NameOf(string own, string kind, string status) =>
        IsA(own, kind, "pull-request") || IsA(own, kind, "merge-request")
            ? status == "merged"
                ? "merge"
                : "pull-request"
            : IsA(own, kind, "issue")
                ? status is "closed" or "completed" or "done" or "resolved"
                    ? "checkmark"
                    : kind == "bug"
                        ? "bug"
                        : "circle-dot"
                : status == "merged"
                    ? "merge"
                    : kind == "bug"
                        ? "bug"
                        : IsA(own, kind, "branch") || IsA(own, kind, "compare")
                            ? "branch"
                            : IsA(own, kind, "commit") || IsA(own, kind, "file") || IsA(own, kind, "gist")
                                ? "code"
                                : IsA(own, kind, "repository")
                                    ? "git"
                                    : null;

    // An adapter's own icons are named after the kind: "pull-request-merged".
    private static bool IsA(string own, string kind, string name) =>
        own == name || own.StartsWith(name + "-", StringComparison.OrdinalIgnoreCase) || kind == name.Replace('-', ' ');

    private static string ColorOf(string status, Color? color) =>
        status switch
        {
            "open" or "opened" => "green",
            "merged" => "purple",
            "draft" => "gray",
            _ when color is { } rgb => NearestTo(rgb),
            "closed" => "red",
            _ => "gray",
        };

    // By hue, in degrees; what has none is gray.
    private static string NearestTo(Color color)
    {
        double max = Math.Max(color.R, Math.Max(color.G, color.B));
        double min = Math.Min(color.R, Math.Min(color.G, color.B));
        var range = max - min;
        if (range < 32)
            return "gray";
        var hue =
            max == color.R ? (color.G - color.B) / range * 60
            : max == color.G ? 120 + (color.B - color.R) / range * 60
            : 240 + (color.R - color.G) / range * 60;
        return (hue < 0 ? hue + 360 : hue) switch
        {
            < 15 or >= 345 => "red",
            < 38 => "orange",
            < 70 => "yellow",
            < 170 => "green",
            < 255 => "blue",
            < 300 => "purple",
            _ => "pink",
        };
    }
}
