namespace Unfurl.Server.Tracking;

/// <summary>How often displays are polled whose provider sends no webhooks.</summary>
internal static class PollIntervals
{
    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(10);

    /// <summary>The minimum time between two polls of one provider.</summary>
    public static readonly TimeSpan BetweenLinks = TimeSpan.FromSeconds(1);

    /// <summary>Links that were opened since then are polled most often.</summary>
    public static readonly TimeSpan Recent = TimeSpan.FromDays(2);

    /// <param name="unopened">The time since the link was last opened, accurate to a day.</param>
    public static TimeSpan After(TimeSpan unopened) =>
        unopened switch
        {
            _ when unopened < Recent => Shortest,
            { TotalDays: < 14 } => TimeSpan.FromHours(1),
            _ => TimeSpan.FromHours(6),
        };
}
