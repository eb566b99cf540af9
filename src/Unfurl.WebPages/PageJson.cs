using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Unfurl.WebPages.Facts;
using Unfurl.WebPages.Walls;

namespace Unfurl.WebPages;

/// <summary>A page as JSON, for people and tests: what it does not have is left out.</summary>
internal static class PageJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Of(Verdict verdict, PageFacts? facts)
    {
        var json = new JsonObject { ["outcome"] = WordOf(verdict) };
        if (verdict is Verdict.Failed(var reason))
            json["reason"] = reason;
        if (facts is not null)
            Write(facts, json);
        return json.ToJsonString(Options);
    }

    private static string WordOf(Verdict verdict) =>
        verdict switch
        {
            Verdict.Page => "page",
            Verdict.SignIn => "sign-in",
            Verdict.Missing => "missing",
            Verdict.Limited => "too-many",
            _ => "failed",
        };

    private static void Write(PageFacts facts, JsonObject json)
    {
        Add("title", facts.Title);
        Add("description", facts.Description);
        if (facts.Image is { } image)
        {
            var about = new JsonObject { ["url"] = image.Url.AbsoluteUri };
            if (image.Width is { } width)
                about["width"] = width;
            if (image.Height is { } height)
                about["height"] = height;
            json["image"] = about;
        }
        Add("icon", facts.Icon?.AbsoluteUri);
        Add("site", facts.Site);
        Add("author", facts.Author);
        Add("published", TextOf(facts.Published));
        Add("modified", TextOf(facts.Modified));
        Add("language", facts.Language);
        Add("color", facts.Color is { } color ? $"#{color.R:x2}{color.G:x2}{color.B:x2}" : null);
        if (facts.Media is { } media)
            json["media"] = new JsonObject { ["kind"] = KindOf(media.Kind), ["url"] = media.Url.AbsoluteUri };
        Add("canonical", facts.Canonical?.AbsoluteUri);

        void Add(string key, string? value)
        {
            if (value is not null)
                json[key] = value;
        }
    }

    /// <summary>A day where there is no time of it.</summary>
    public static string? TextOf(DateTimeOffset? time) =>
        time is not { } value ? null
        : value.TimeOfDay == TimeSpan.Zero && value.Offset == TimeSpan.Zero
            ? value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        : value.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);

    private static string KindOf(MediaKind kind) =>
        kind switch
        {
            MediaKind.Image => "image",
            MediaKind.Video => "video",
            MediaKind.Audio => "audio",
            MediaKind.Pdf => "pdf",
            _ => "html",
        };
}
