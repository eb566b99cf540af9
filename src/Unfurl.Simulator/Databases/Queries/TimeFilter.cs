using System.Globalization;
using System.Text.Json.Nodes;
using Unfurl.Simulator.Databases.Values;

namespace Unfurl.Simulator.Databases.Queries;

/// <summary>
/// Filters for times. What is compared is cut to the minute, as what is delivered is; a date without a time stands for its day
/// in UTC.
/// </summary>
internal static class TimeFilter
{
    public static (Func<DateTimeOffset, bool>? Matches, string? Problem) Read(string name, JsonNode? operand)
    {
        if (
            operand is not JsonValue value
            || !value.TryGetValue<string>(out var text)
            || Range(text) is not var (start, end)
        )
            return (null, $"{name} should be a date in ISO 8601.");
        return name switch
        {
            "equals" => (time => Cut(time) >= start && Cut(time) <= end, null),
            "before" => (time => Cut(time) < start, null),
            "after" => (time => Cut(time) > end, null),
            "on_or_before" => (time => Cut(time) <= end, null),
            "on_or_after" => (time => Cut(time) >= start, null),
            _ => (null, $"{name} is no operator here, or one that the simulator does not play."),
        };
    }

    public static DateTimeOffset? TimeOf(SimulatedRow row, SimulatedColumn column) =>
        column.Type switch
        {
            "created_time" => row.CreatedTime,
            "last_edited_time" => row.LastEditedTime,
            _ => (string?)row.Value(column)?["start"] is { } text && Range(text) is var (start, _) ? start : null,
        };

    private static DateTimeOffset Cut(DateTimeOffset time) => DateValue.CutToMinute(time);

    private static (DateTimeOffset Start, DateTimeOffset End)? Range(string text)
    {
        if (DateValue.Time(text) is { } time)
            return (time, time);
        if (!DateValue.IsDay(text))
            return null;
        var day = DateTimeOffset.ParseExact(
            text,
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal
        );
        return (day, day.AddDays(1).AddTicks(-1));
    }
}
