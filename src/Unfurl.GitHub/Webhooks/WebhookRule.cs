namespace Unfurl.GitHub.Webhooks;

/// <summary>What an event, or some of its actions, means for cards.</summary>
/// <param name="Event">GitHub's word in <c>X-GitHub-Event</c>.</param>
/// <param name="Actions">The payload's <c>action</c>s it is about; empty for all that no rule before it took.</param>
internal sealed record WebhookRule(string Event, params IReadOnlyList<string> Actions)
{
    private static readonly Func<IPayload, IEnumerable<Resource>> None = _ => [];

    /// <summary>What the payload has to hold besides; null for nothing.</summary>
    public string? RequiredPath { get; init; }

    /// <inheritdoc cref="WebhookReading.Changed.Refresh"/>
    public Func<IPayload, IEnumerable<Resource>> Refresh { get; init; } = None;

    /// <inheritdoc cref="WebhookReading.Changed.Purge"/>
    public Func<IPayload, IEnumerable<Resource>> Purge { get; init; } = None;

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
            Subjects = [.. Subjects(payload)],
        };
}
