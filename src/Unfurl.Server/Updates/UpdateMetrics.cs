using System.Diagnostics.Metrics;
using Unfurl.Server.Storage;
using Unfurl.Server.Tracking;

namespace Unfurl.Server.Updates;

/// <summary>The metrics of updates, in the .NET meter <see cref="MeterName"/>.</summary>
internal sealed class UpdateMetrics
{
    public const string MeterName = "Unfurl.Updates";

    private readonly Counter<long> _deliveries;
    private readonly Histogram<double> _refreshes;
    private readonly Histogram<double> _pushes;
    private readonly TimeProvider _time;
    private long _oldestRefresh;
    private long _oldestPush;
    private long _oldestRow;

    public UpdateMetrics(IMeterFactory meters, StorageClock time)
    {
        _time = time;
        var meter = meters.Create(MeterName);
        _deliveries = meter.CreateCounter<long>(
            "unfurl.webhooks.deliveries",
            "{delivery}",
            "Webhook deliveries by outcome"
        );
        _refreshes = meter.CreateHistogram<double>(
            "unfurl.refreshes.duration",
            "s",
            "Duration of refreshes by outcome"
        );
        _pushes = meter.CreateHistogram<double>(
            "unfurl.pushes.age",
            "s",
            "Age of a push when Notion was called, by outcome"
        );
        meter.CreateObservableGauge(
            "unfurl.refreshes.queue_age",
            () => AgeOf(ref _oldestRefresh),
            "s",
            "Age of the oldest queued refresh"
        );
        meter.CreateObservableGauge(
            "unfurl.pushes.queue_age",
            () => AgeOf(ref _oldestPush),
            "s",
            "Age of the oldest queued push"
        );
        meter.CreateObservableGauge(
            "unfurl.rows.queue_age",
            () => AgeOf(ref _oldestRow),
            "s",
            "Age of the oldest queued row of a database"
        );
    }

    public void Refreshed(string provider, bool isComplete, TimeSpan duration) =>
        _refreshes.Record(
            duration.TotalSeconds,
            new KeyValuePair<string, object?>("provider", provider),
            new KeyValuePair<string, object?>("outcome", isComplete ? "complete" : "incomplete")
        );

    /// <param name="age">The time since the state became known.</param>
    public void Pushed(string outcome, TimeSpan age) =>
        _pushes.Record(age.TotalSeconds, new KeyValuePair<string, object?>("outcome", outcome));

    /// <summary>When the oldest jobs became due, of refreshes and of each surface; null when none is due.</summary>
    public void SetOldest(DateTimeOffset? refresh, IReadOnlyDictionary<string, DateTimeOffset?> surfaces)
    {
        Set(ref _oldestRefresh, refresh);
        Set(ref _oldestPush, surfaces.GetValueOrDefault(DisplayId.Notion));
        Set(ref _oldestRow, surfaces.GetValueOrDefault(DisplayId.Database));

        static void Set(ref long oldest, DateTimeOffset? at) =>
            Volatile.Write(ref oldest, at?.ToUnixTimeMilliseconds() ?? 0);
    }

    /// <param name="name">The event in the provider's terms; null when the delivery could not be read.</param>
    /// <param name="outcome"><c>taken</c>, <c>repeated</c>, <c>ignored</c> or a rejection's reason code.</param>
    public void Delivered(string provider, string? name, string outcome) =>
        _deliveries.Add(
            1,
            new KeyValuePair<string, object?>("provider", provider),
            new KeyValuePair<string, object?>("event", name ?? "unread"),
            new KeyValuePair<string, object?>("outcome", outcome)
        );

    private double AgeOf(ref long oldest) =>
        Volatile.Read(ref oldest) is > 0 and var since
            ? Math.Max(0, (_time.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(since)).TotalSeconds)
            : 0;
}
