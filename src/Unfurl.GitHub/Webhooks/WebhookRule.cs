namespace Unfurl.GitHub.Webhooks;

/// <summary>
/// The effect of an event, or of some of its actions, on cards. Empty actions match every action without an earlier
/// rule.
/// </summary>
internal sealed record WebhookRule(string Event, params IReadOnlyList<string> Actions)
{
    private static readonly Func<IPayload, IEnumerable<Resource>> None = _ => [];

    // The rule applies only if the payload has this path; null applies always.
    public string? RequiredPath { get; init; }

    /// <inheritdoc cref="WebhookReading.Changed.Refresh"/>
    public Func<IPayload, IEnumerable<Resource>> Refresh { get; init; } = None;

    /// <inheritdoc cref="WebhookReading.Changed.Purge"/>
    public Func<IPayload, IEnumerable<Resource>> Purge { get; init; } = None;

    /// <inheritdoc cref="WebhookReading.Changed.PurgesEverything"/>
    public bool PurgesEverything { get; init; }

    /// <inheritdoc cref="WebhookReading.Changed.Subjects"/>
    public Func<IPayload, IEnumerable<string>> Subjects { get; init; } = _ => [];

    public bool Matches(JsonPayload payload) =>
        (Actions.Count == 0 || Actions.Contains(payload.Text("action")))
        && (RequiredPath is null || payload.Has(RequiredPath));

    public WebhookReading.Changed Apply(string deliveryId, IPayload payload) =>
        new(deliveryId, Event)
        {
            Refresh = [.. Refresh(payload)],
            Purge = [.. Purge(payload)],
            PurgesEverything = PurgesEverything,
            Subjects = [.. Subjects(payload)],
        };
}
