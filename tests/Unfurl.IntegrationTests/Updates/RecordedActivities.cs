using System.Collections.Concurrent;
using System.Diagnostics;

namespace Unfurl.IntegrationTests.Updates;

/// <summary>The activities of one trace, and of no other: tests run side by side.</summary>
internal sealed class RecordedActivities : IDisposable
{
    /// <summary>The source of those that stand for a request to the service.</summary>
    public const string Requests = "Microsoft.AspNetCore";

    private readonly ActivityListener _listener;
    private readonly ConcurrentQueue<Activity> _stopped = new();

    public RecordedActivities(ActivityTraceId trace, params IReadOnlyList<string> sources)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => sources.Contains(source.Name),
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                options.Parent.TraceId == trace ? ActivitySamplingResult.AllData : ActivitySamplingResult.None,
            ActivityStopped = activity =>
            {
                if (activity.TraceId == trace)
                    _stopped.Enqueue(activity);
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public IReadOnlyList<Activity> Of(string name) => [.. _stopped.Where(it => it.OperationName == name)];

    public IReadOnlyList<Activity> From(string source) => [.. _stopped.Where(it => it.Source.Name == source)];

    public void Dispose() => _listener.Dispose();
}
