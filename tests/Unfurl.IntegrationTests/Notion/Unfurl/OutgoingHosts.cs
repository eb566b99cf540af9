using System.Collections.Concurrent;
using System.Diagnostics.Tracing;

namespace Unfurl.IntegrationTests.Notion.Unfurl;

/// <summary>
/// Notes which hosts this process looks up or sends requests to, from .NET's own event sources
/// (https://learn.microsoft.com/dotnet/fundamentals/networking/telemetry/events).
/// </summary>
internal sealed class OutgoingHosts : EventListener
{
    private static readonly string[] Sources = ["System.Net.NameResolution", "System.Net.Http", "System.Net.Sockets"];

    private readonly ConcurrentQueue<string> _seen = new();

    /// <summary>The texts of all events: names, addresses, paths.</summary>
    public IEnumerable<string> Seen => _seen;

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (Sources.Contains(eventSource.Name))
            EnableEvents(eventSource, EventLevel.Informational, EventKeywords.All);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        // Called from the base constructor's events too, before there is a queue.
        foreach (var text in eventData.Payload?.OfType<string>() ?? [])
            _seen?.Enqueue(text);
    }
}
