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
}
