using System.Globalization;
using System.Text.Json.Nodes;

namespace Unfurl.Simulator.Databases.Values;

/// <summary>A date as Notion's responses have it: an offset with milliseconds, and never a time zone.</summary>
internal static class DateValue
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm",
        "yyyy-MM-dd'T'HH:mm:ss",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF",
        "yyyy-MM-dd'T'HH:mmK",
        "yyyy-MM-dd'T'HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    public static JsonObject Of(string start, string? end) =>
        new()
        {
            ["start"] = start,
            ["end"] = end,
            ["time_zone"] = null,
        };

    public static bool IsDay(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    // A time without an offset is one of the zone; without a zone it is one of UTC.
    public static DateTimeOffset? Time(string text, TimeZoneInfo? zone = null)
    {
        if (
            !DateTimeOffset.TryParseExact(
                text,
                Formats,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var time
            )
        )
            return null;
        if (zone is null || HasOffset(text))
            return time;
        return new DateTimeOffset(time.DateTime, zone.GetUtcOffset(time.DateTime));
    }

    public static bool HasOffset(string text) => text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > 10;

    public static string Format(DateTimeOffset time) =>
        time.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);

    // Notion cuts the times of pages to the minute (reference page "Page").
    public static string ToMinute(DateTimeOffset time) =>
        CutToMinute(time).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static DateTimeOffset CutToMinute(DateTimeOffset time) =>
        new(time.UtcTicks - time.UtcTicks % TimeSpan.TicksPerMinute, TimeSpan.Zero);
}
