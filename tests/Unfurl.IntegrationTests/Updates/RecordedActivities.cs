using System.Collections.Concurrent;
using System.Diagnostics;

namespace Unfurl.IntegrationTests.Updates;

/// <summary>Records the activities of one trace: tests run in parallel.</summary>
internal sealed class RecordedActivities : IDisposable
{
    // The source of the activities of incoming requests.
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
