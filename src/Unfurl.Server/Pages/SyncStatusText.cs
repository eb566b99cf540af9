using System.Globalization;
using Unfurl.Server.Tracking;

namespace Unfurl.Server.Pages;

/// <summary>Texts for a display's sync status.</summary>
internal static class SyncStatusText
{
    public static string Of(DateTimeOffset time) =>
        time.ToString("d MMM yyyy, HH:mm", CultureInfo.InvariantCulture) + " UTC";

    /// <summary>Explains why the latest state is not known.</summary>
    public static string Of(int attempts) =>
        attempts == 0 ? "a refresh is queued" : "the provider failed; the refresh is retried";

    /// <summary>Explains why Notion does not show the latest state.</summary>
    public static string Of(PendingPush push) =>
        push switch
        {
            { IsInProgress: true } => "a push is queued",
            { Problem: PushProblems.Reconnect } => "a push waits until you connect again in Notion",
            { Problem: PushProblems.RateLimited or PushProblems.Overloaded } =>
                "Notion limits requests; the push is delayed",
            { Problem: PushProblems.WorkspaceNotListed } => "this workspace may no longer connect",
            { Problem: PushProblems.Unreadable } => "a change was lost; open the page to see the latest state",
            { IsDeadLettered: false } => "Notion could not be reached; the push is retried",
            { Problem: PushProblems.Rejected } => "Notion rejected the latest state",
            _ => "not delivered for a day; open the page to see the latest state",
        };
}
