using System.Globalization;
using Unfurl.Notion.Reading;

namespace Unfurl.Server.Pages.Lab;

/// <summary>Formats values as Notion does.</summary>
internal static class LabFormat
{
    public static string? Value(ShownAttribute attribute) =>
        attribute.SubType switch
        {
            "date" when DateOnly.TryParse(attribute.Value, CultureInfo.InvariantCulture, out var day) =>
                $"{attribute.Name} {day:MMM d, yyyy}",
            "datetime" when DateTimeOffset.TryParse(attribute.Value, CultureInfo.InvariantCulture, out var moment) =>
                $"{attribute.Name} {moment.UtcDateTime:MMM d, yyyy, HH:mm} UTC",
            _ => attribute.Value,
        };

    /// <summary>A value of a database, by the type of its column.</summary>
    public static string Cell(string type, string value) =>
        type switch
        {
            "date" when DateOnly.TryParse(value, CultureInfo.InvariantCulture, out var day) => $"{day:MMMM d, yyyy}",
            "date" when DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, out var moment) =>
                $"{moment.UtcDateTime:MMMM d, yyyy h:mm tt}",
            _ => value,
        };

    /// <summary>A link, shortened as in a column of links.</summary>
    public static string Link(string url) => url.Replace("https://", "", StringComparison.Ordinal);
}
