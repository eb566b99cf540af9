using System.Diagnostics.Metrics;

namespace Unfurl.Server.Updates;

/// <summary>How changes arrive, as .NET metrics of the meter <see cref="MeterName"/>.</summary>
internal sealed class UpdateMetrics(IMeterFactory meters)
{
    public const string MeterName = "Unfurl.Updates";

    private readonly Counter<long> _deliveries = meters
        .Create(MeterName)
        .CreateCounter<long>("unfurl.webhooks.deliveries", "{delivery}", "Deliveries, by what became of them");

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
}
