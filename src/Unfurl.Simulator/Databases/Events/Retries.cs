namespace Unfurl.Simulator.Databases.Events;

/// <summary>When an event that was not taken is sent again (reference page "Event types and delivery").</summary>
internal static class Retries
{
    public const int MaxAttempts = 8;

    // Each wait is four times as long as the one before, so the eighth attempt comes a good 24 hours after the first.
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(16);

    // Null after the last attempt.
    public static TimeSpan? After(int attempt) => attempt < MaxAttempts ? FirstWait * Math.Pow(4, attempt - 1) : null;
}
