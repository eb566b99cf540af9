using System.Globalization;
using System.Text.RegularExpressions;

namespace Unfurl.Html;

/// <summary>
/// Times as tools and pages write them. .NET takes other texts as well, and guesses: "3.12.2026" is the twelfth of March, and "10:58"
/// is today.
/// </summary>
public static partial class TimeText
{
    /// <summary>Reads ISO 8601 with and without colon in the offset, seconds, fractions of them, offset, and time.</summary>
    /// <param name="text">The text.</param>
    /// <param name="zone">Of times that have none; null for UTC.</param>
    /// <returns>Null if it is no such time.</returns>
    public static DateTimeOffset? Iso(string text, TimeZoneInfo? zone = null) =>
        IsoText.IsMatch(text) ? Parsed(text, zone) : null;

    /// <summary>Reads the times of RFC 2822, of mails and of HTTP.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Null if it is no such time.</returns>
    public static DateTimeOffset? Rfc2822(string text) => Rfc2822Text.IsMatch(text) ? Parsed(text, null) : null;

    /// <summary>A time of a place.</summary>
    /// <param name="time">The time there; its kind has no meaning.</param>
    /// <param name="zone">The zone of the place.</param>
    /// <returns>Null beyond the calendar.</returns>
    public static DateTimeOffset? InZone(DateTime time, TimeZoneInfo zone)
    {
        var local = DateTime.SpecifyKind(time, DateTimeKind.Unspecified);
        var utc = local.Ticks - zone.GetUtcOffset(local).Ticks;
        return utc < DateTime.MinValue.Ticks || utc > DateTime.MaxValue.Ticks
            ? null
            : new DateTimeOffset(local, zone.GetUtcOffset(local));
    }

    private static DateTimeOffset? Parsed(string text, TimeZoneInfo? zone) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time)
        && time.Kind == DateTimeKind.Unspecified
            ? InZone(time, zone ?? TimeZoneInfo.Utc)
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) ? moment
        : null;

    [GeneratedRegex(
        @"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}([.,]\d+)?)?( ?(Z|[+-]\d{2}(:?\d{2})?))?)?$",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture
    )]
    private static partial Regex IsoText { get; }

    [GeneratedRegex(
        @"^([A-Za-z]{3}, ?)?\d{1,2} [A-Za-z]{3} \d{4} \d{2}:\d{2}(:\d{2})? ?(Z|GMT|UTC|UT|[+-]\d{4})?$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Rfc2822Text { get; }
}
