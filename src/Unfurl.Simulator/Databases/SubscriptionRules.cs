namespace Unfurl.Simulator.Databases;

/// <summary>Where a subscription stands.</summary>
public enum SubscriptionState
{
    // Its token has been sent, and not been given back yet.
    Unverified,
    Active,

    // Too many events were not taken. What happens meanwhile is never sent.
    Paused,
}

/// <summary>Which events tell that a title was edited. Notion's example has the content's, where one expects the properties'.</summary>
public enum TitleEvents
{
    ContentAndProperties,
    ContentOnly,
    PropertiesOnly,
}

/// <summary>
/// When a subscription is paused: of at least so many events within the window, at least this share was not taken at the first
/// attempt. Notion says only that it pauses subscriptions whose failure rate stays high; the numbers are the simulator's.
/// </summary>
public sealed record PauseRule(int MinEvents = 20, double FailureShare = 0.5)
{
    public TimeSpan Window { get; init; } = TimeSpan.FromHours(1);
}

/// <summary>
/// A request of a subscription: an attempt to deliver an event, or without an event's id the handshake. No status if it was not
/// answered.
/// </summary>
public sealed record EventDelivery(DateTimeOffset Time, string? EventId, string Type, int Attempt, int? Status)
{
    public const string Handshake = "verification_token";

    public bool IsTaken => Status is >= 200 and < 300;
}
