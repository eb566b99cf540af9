using System.Diagnostics.Tracing;

namespace Unfurl.Benchmarks.Entries;

/// <summary>
/// Measures the pauses of all threads
/// (https://learn.microsoft.com/dotnet/fundamentals/diagnostics/runtime-garbage-collection-events).
/// </summary>
internal sealed class GcPauses : EventListener
{
    private const EventKeywords Collections = (EventKeywords)1;

    private readonly Lock _gate = new();
    private DateTime _start;
    private TimeSpan _longest;

    // Since the previous call.
    public TimeSpan TakeLongest()
    {
        lock (_gate)
        {
            var longest = _longest;
            _longest = TimeSpan.Zero;
            return longest;
        }
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "Microsoft-Windows-DotNETRuntime")
            EnableEvents(eventSource, EventLevel.Informational, Collections);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventName?.StartsWith("GCSuspendEEBegin", StringComparison.Ordinal) == true)
            _start = eventData.TimeStamp;
        else if (eventData.EventName?.StartsWith("GCRestartEEEnd", StringComparison.Ordinal) == true)
        {
            lock (_gate)
                _longest = TimeSpan.FromTicks(Math.Max(_longest.Ticks, (eventData.TimeStamp - _start).Ticks));
        }
    }
}
