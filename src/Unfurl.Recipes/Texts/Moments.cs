using System.Globalization;
using System.Text.RegularExpressions;

namespace Unfurl.Recipes.Texts;

/// <summary>How a tool writes a time.</summary>
/// <param name="Format">One of <see cref="Names"/>, or a format of .NET.</param>
/// <param name="Zone">Of times that have none.</param>
internal sealed partial record Moments(string Format, TimeZoneInfo Zone)
{
    public const string Iso = "iso";

    // System.Text.Json reads strict ISO 8601 only; several tools leave out the colon of the offset.
    public static readonly IReadOnlyList<string> Names = [Iso, "epoch-seconds", "epoch-milliseconds", "rfc2822"];

    // What tools write for "never": the start of Unix's and of Go's calendar.
    private static readonly DateTimeOffset UnixStart = DateTimeOffset.UnixEpoch;

    public static readonly Moments Default = new(Iso, TimeZoneInfo.Utc);

    /// <returns>Null if the text is no such time, or stands for none.</returns>
    public DateTimeOffset? Read(string text) =>
        Parsed(text) is { } moment && moment != UnixStart && moment.UtcDateTime.Year > 1 ? moment : null;

    /// <returns>The day as the tool writes it, whatever its zone.</returns>
    public DateOnly? ReadDay(string text) => Read(text) is { } moment ? DateOnly.FromDateTime(moment.DateTime) : null;

    private DateTimeOffset? Parsed(string text) =>
        Format switch
        {
            "epoch-seconds" => Epoch(text, 1),
            "epoch-milliseconds" => Epoch(text, 1000),
            // .NET takes other texts as well, and guesses: "3.12.2026" is the twelfth of March, and "10:58" is today.
            Iso => IsoText.IsMatch(text) ? Guessed(text) : null,
            "rfc2822" => Guessed(text),
            _ => DateTimeOffset.TryParseExact(
                text,
                Format,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces,
                out var exact
            )
                ? HasOffset
                    ? exact
                    : InZone(exact.DateTime)
                : null,
        };

    private DateTimeOffset? Guessed(string text) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time)
        && time.Kind == DateTimeKind.Unspecified
            ? InZone(time)
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) ? moment
        : null;

    // With and without colon in the offset, seconds, fractions of them, and time.
    [GeneratedRegex(
        @"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}([.,]\d+)?)?( ?(Z|[+-]\d{2}(:?\d{2})?))?)?$",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture
    )]
    private static partial Regex IsoText { get; }

    private bool HasOffset =>
        Format.Contains('z', StringComparison.Ordinal) || Format.Contains('K', StringComparison.Ordinal);

    private DateTimeOffset? InZone(DateTime time)
    {
        var local = DateTime.SpecifyKind(time, DateTimeKind.Unspecified);
        var utc = local.Ticks - Zone.GetUtcOffset(local).Ticks;
        return utc < DateTime.MinValue.Ticks || utc > DateTime.MaxValue.Ticks
            ? null
            : new DateTimeOffset(local, Zone.GetUtcOffset(local));
    }

    private static DateTimeOffset? Epoch(string text, int perSecond)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return null;
        var milliseconds = number / perSecond * 1000;
        return
            milliseconds >= DateTimeOffset.MinValue.ToUnixTimeMilliseconds()
            && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds)
            : null;
    }
}
