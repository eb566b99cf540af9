using System.Globalization;

namespace Unfurl.Notion.Databases;

/// <summary>Days and moments as texts of Notion's API, in one spelling each, so that equal ones have equal texts.</summary>
internal static class DateTexts
{
    private const string DayFormat = "yyyy-MM-dd";
    private const string MomentFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
    private const string MinuteFormat = "yyyy-MM-dd'T'HH:mm':00.000Z'";

    public static string Of(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);

    public static string Of(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString(MomentFormat, CultureInfo.InvariantCulture);

    public static DateOnly? DayOf(string? text) =>
        DateOnly.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;

    public static DateTimeOffset? MomentOf(string? text) =>
        text?.Contains('T', StringComparison.Ordinal) is true
        && DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var moment
        )
            ? moment
            : null;

    // A day counts as its first moment, so that days and moments can be put in order.
    public static DateTimeOffset? FirstMomentOf(string? text) =>
        DayOf(text) is { } day ? new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) : MomentOf(text);

    // A time with a zone beside it is in that zone's clock and has no offset. Nobody but a person writes such a value, so
    // it needs no more than to differ from ours.
    public static string Canonical(string text, string? zone) =>
        DayOf(text) is { } day ? Of(day)
        : zone is null && MomentOf(text) is { } moment ? Of(moment)
        : zone is null ? text
        : $"{text} {zone}";

    // Notion's own clock shows minutes and may keep no more, so a time that comes back without its seconds is still ours.
    public static string ToTheMinute(string canonical) =>
        MomentOf(canonical) is { } moment
            ? moment.UtcDateTime.ToString(MinuteFormat, CultureInfo.InvariantCulture)
            : canonical;
}
