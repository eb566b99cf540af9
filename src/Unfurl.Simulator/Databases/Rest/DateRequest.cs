using System.Text.Json.Nodes;
using Unfurl.Simulator.Databases.Values;

namespace Unfurl.Simulator.Databases.Rest;

/// <summary>Dates that are written: days, or times with an offset or a time zone, and never both.</summary>
internal static class DateRequest
{
    public static (JsonNode? Stored, string? Problem) Read(JsonNode? value, string where)
    {
        if (value is null)
            return (null, null);
        if (value is not JsonObject date || date["start"].AsText() is not { } start)
            return (null, $"{where} should be an object with a start, or null.");
        if (date.UnknownMember("start", "end", "time_zone") is { } unknown)
            return (null, $"{where}.{unknown} should be not present.");
        var end = date["end"].AsText();
        if (date["end"] is not null && end is null)
            return (null, $"{where}.end should be a string or null.");
        TimeZoneInfo? zone = null;
        if (date["time_zone"] is { } name)
        {
            if (!TimeZoneInfo.TryFindSystemTimeZoneById(name.ToString(), out zone) || !zone.HasIanaId)
                return (null, $"{where}.time_zone should be the name of a time zone.");
            if (DateValue.HasOffset(start) || (end is not null && DateValue.HasOffset(end)))
                return (null, $"{where} has a time zone, so that its times should have no offset.");
        }

        if (DateValue.IsDay(start) && (end is null || DateValue.IsDay(end)))
        {
            if (zone is not null)
                return (null, $"{where} has a time zone, so that it should have times.");
            return end is not null && string.CompareOrdinal(end, start) < 0
                ? (null, $"{where}.end should not be before its start.")
                : (DateValue.Of(start, end), null);
        }
        // A day and a time do not go together. That is not documented.
        if (DateValue.Time(start, zone) is not { } from)
            return (null, $"{where}.start should be a valid ISO 8601 date string, instead was `{start}`.");
        if (end is null)
            return (DateValue.Of(DateValue.Format(from), null), null);
        if (DateValue.Time(end, zone) is not { } to)
            return (null, $"{where}.end should be a valid ISO 8601 date string, instead was `{end}`.");
        return to < from
            ? (null, $"{where}.end should not be before its start.")
            : (DateValue.Of(DateValue.Format(from), DateValue.Format(to)), null);
    }
}
