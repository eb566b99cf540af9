using System.Diagnostics.Metrics;
using Unfurl.Server.Updates;

namespace Unfurl.Server.Notion.Enrich;

/// <summary>The metrics of enrich mode, in the meter of the updates.</summary>
internal sealed class EnrichMetrics
{
    private readonly Histogram<double> _rows;
    private readonly Counter<long> _reads;
    private readonly Counter<long> _events;

    public EnrichMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(UpdateMetrics.MeterName);
        _rows = meter.CreateHistogram<double>(
            "unfurl.rows.age",
            "s",
            "Time from a change to the end of the work on a row of a database, by outcome"
        );
        _reads = meter.CreateCounter<long>("unfurl.rows.reads", "{row}", "Rows of databases that were read, by reason");
        _events = meter.CreateCounter<long>(
            "unfurl.notion.events",
            "{event}",
            "Events of Notion's webhooks, by outcome"
        );
    }

    /// <param name="outcome"><c>written</c>, <c>unchanged</c>, <c>gone</c>, or why nothing was written.</param>
    public void Wrote(string outcome, TimeSpan age) =>
        _rows.Record(age.TotalSeconds, new KeyValuePair<string, object?>("outcome", outcome));

    /// <param name="reason"><c>changes</c> or <c>walk</c>.</param>
    public void Read(string reason, int rows) => _reads.Add(rows, new KeyValuePair<string, object?>("reason", reason));

    /// <param name="outcome"><c>taken</c>, <c>repeated</c>, <c>ignored</c>, or why it was refused.</param>
    public void Received(string outcome) => _events.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
}
