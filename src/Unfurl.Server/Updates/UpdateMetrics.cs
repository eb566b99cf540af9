using System.Diagnostics.Metrics;

namespace Unfurl.Server.Updates;

/// <summary>How changes arrive, as .NET metrics of the meter <see cref="MeterName"/>.</summary>
internal sealed class UpdateMetrics
{
    public const string MeterName = "Unfurl.Updates";

    private readonly Counter<long> _deliveries;
    private readonly Histogram<double> _refreshes;
    private readonly Histogram<double> _pushes;
    private readonly TimeProvider _time;
    private long _oldestRefresh;
    private long _oldestPush;

    public UpdateMetrics(IMeterFactory meters, TimeProvider time)
    {
        _time = time;
        var meter = meters.Create(MeterName);
        _deliveries = meter.CreateCounter<long>(
            "unfurl.webhooks.deliveries",
            "{delivery}",
            "Deliveries, by what became of them"
        );
        _refreshes = meter.CreateHistogram<double>(
            "unfurl.refreshes.duration",
            "s",
            "How long refreshes of what changed took, by whether the provider said all"
        );
        _pushes = meter.CreateHistogram<double>(
            "unfurl.pushes.age",
            "s",
            "How long after a new state was known Notion was called, by what became of it"
        );
        meter.CreateObservableGauge(
            "unfurl.refreshes.queue_age",
            () => AgeOf(ref _oldestRefresh),
            "s",
            "How long the oldest refresh has been due"
        );
        meter.CreateObservableGauge(
            "unfurl.pushes.queue_age",
            () => AgeOf(ref _oldestPush),
            "s",
            "How long the oldest push has been due"
        );
    }

    /// <summary>A refresh was tried.</summary>
    public void Refreshed(string provider, bool isComplete, TimeSpan duration) =>
        _refreshes.Record(
            duration.TotalSeconds,
            new KeyValuePair<string, object?>("provider", provider),
            new KeyValuePair<string, object?>("outcome", isComplete ? "complete" : "incomplete")
        );

    /// <summary>Notion was called.</summary>
    /// <param name="outcome">A word for what became of it.</param>
    /// <param name="age">How long the state was known by then.</param>
    public void Pushed(string outcome, TimeSpan age) =>
        _pushes.Record(age.TotalSeconds, new KeyValuePair<string, object?>("outcome", outcome));

    /// <summary>What has been due the longest, in milliseconds since 1970; null when nothing is due.</summary>
    public void SetOldest(long? oldestRefresh, long? oldestPush)
    {
        Volatile.Write(ref _oldestRefresh, oldestRefresh ?? 0);
        Volatile.Write(ref _oldestPush, oldestPush ?? 0);
    }

    /// <param name="provider">The instance.</param>
    /// <param name="name">What happened there, in the provider's word; null when it could not be read.</param>
    /// <param name="outcome">What became of it: <c>taken</c>, <c>repeated</c>, <c>ignored</c>, or the code of its refusal.</param>
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
