namespace Unfurl.Server.Tracking;

/// <summary>How often displays are polled whose provider sends no webhooks.</summary>
internal static class PollIntervals
{
    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(10);

    /// <summary>The minimum time between two polls of one provider.</summary>
    public static readonly TimeSpan BetweenLinks = TimeSpan.FromSeconds(1);

    /// <param name="unopened">The time since the link was last opened, accurate to a day.</param>
    public static TimeSpan After(TimeSpan unopened) =>
        unopened.TotalDays switch
        {
            < 2 => Shortest,
            < 14 => TimeSpan.FromHours(1),
            _ => TimeSpan.FromHours(6),
        };
}
