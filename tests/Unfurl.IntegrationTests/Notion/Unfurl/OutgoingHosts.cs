using System.Collections.Concurrent;
using System.Diagnostics.Tracing;

namespace Unfurl.IntegrationTests.Notion.Unfurl;

/// <summary>
/// Records the hosts that this process looks up or calls, from .NET's event sources
/// (https://learn.microsoft.com/dotnet/fundamentals/networking/telemetry/events).
/// </summary>
internal sealed class OutgoingHosts : EventListener
{
    private static readonly string[] Sources = ["System.Net.NameResolution", "System.Net.Http", "System.Net.Sockets"];

    private readonly ConcurrentQueue<string> _seen = new();

    // Names, addresses and paths.
    public IEnumerable<string> Seen => _seen;

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (Sources.Contains(eventSource.Name))
            EnableEvents(eventSource, EventLevel.Informational, EventKeywords.All);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        // The base constructor raises events before the field is initialized.
        foreach (var text in eventData.Payload?.OfType<string>() ?? [])
            _seen?.Enqueue(text);
    }
}
