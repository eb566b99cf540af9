using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Unfurl.Testing;

/// <summary>What the meters of one factory measure, and of no other: tests run side by side.</summary>
public sealed class RecordedMetrics : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<(string Instrument, double Value, string? Tag)> _measurements = new();

    public RecordedMetrics(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == meters)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>What an instrument measured so far, with the value of the tag that a measurement has.</summary>
    public IReadOnlyList<(string? Tag, double Value)> Of(string instrument) =>
        [.. _measurements.Where(one => one.Instrument == instrument).Select(one => (one.Tag, one.Value))];

    /// <summary>What an instrument shows that is only looked at.</summary>
    public double Observe(string instrument)
    {
        _measurements.Clear();
        _listener.RecordObservableInstruments();
        return Of(instrument).Single().Value;
    }

    public void Dispose() => _listener.Dispose();

    private void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _measurements.Enqueue((instrument.Name, value, tags.IsEmpty ? null : tags[0].Value?.ToString()));
}
