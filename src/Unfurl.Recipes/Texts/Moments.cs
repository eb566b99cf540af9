using System.Globalization;
using Unfurl.Html;

namespace Unfurl.Recipes.Texts;

/// <summary>How a tool writes a time.</summary>
/// <param name="Format">One of <see cref="Names"/>, or a format of .NET.</param>
/// <param name="Zone">Of times that have none.</param>
internal sealed record Moments(string Format, TimeZoneInfo Zone)
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
            Iso => TimeText.Iso(text, Zone),
            "rfc2822" => TimeText.Rfc2822(text),
            _ => DateTimeOffset.TryParseExact(
                text,
                Format,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces,
                out var exact
            )
                ? HasOffset
                    ? exact
                    : TimeText.InZone(exact.DateTime, Zone)
                : null,
        };

    private bool HasOffset =>
        Format.Contains('z', StringComparison.Ordinal) || Format.Contains('K', StringComparison.Ordinal);

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
