using System.Globalization;
using Unfurl.Server.Tracking;

namespace Unfurl.Server.Pages;

/// <summary>How a preview follows what it shows, in words.</summary>
internal static class SyncStatusText
{
    /// <summary>A time as people read it.</summary>
    public static string Of(DateTimeOffset time) =>
        time.ToString("d MMM yyyy, HH:mm", CultureInfo.InvariantCulture) + " UTC";

    /// <summary>Why the latest state is not known yet.</summary>
    /// <param name="asked">How often the provider could not say it.</param>
    public static string Of(int asked) =>
        asked == 0 ? "a change is looked at" : "the provider does not say what changed; it is asked again";

    /// <summary>Why Notion does not show the latest state yet.</summary>
    public static string Of(PendingPush waiting) =>
        waiting switch
        {
            { IsInProgress: true } => "a change is on its way",
            { Problem: PushProblems.Reconnect } => "a change waits until you connect again in Notion",
            { Problem: PushProblems.RateLimited or PushProblems.Overloaded } => "Notion asked to wait with a change",
            { Problem: PushProblems.Unreadable } => "a change was lost; open the page to see the latest state",
            { IsDeadLettered: false } => "Notion could not be reached; it is tried again",
            { Problem: PushProblems.Rejected } => "Notion does not take the latest state",
            _ => "given up after a day; open the page to see the latest state",
        };
}
