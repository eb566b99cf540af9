namespace Unfurl.Server.Tracking;

/// <summary>How long after a look at a preview comes the next, for providers that do not tell of changes.</summary>
internal static class PollIntervals
{
    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(10);

    /// <summary>One link after the other: no provider is asked about more than this.</summary>
    public static readonly TimeSpan BetweenLinks = TimeSpan.FromSeconds(1);

    /// <param name="unopened">Since when nobody opened it, to the day.</param>
    public static TimeSpan After(TimeSpan unopened) =>
        unopened.TotalDays switch
        {
            < 2 => Shortest,
            < 14 => TimeSpan.FromHours(1),
            _ => TimeSpan.FromHours(6),
        };
}
