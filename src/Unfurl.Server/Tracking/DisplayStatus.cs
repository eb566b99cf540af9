namespace Unfurl.Server.Tracking;

/// <summary>The sync status of one display, for its user.</summary>
/// <param name="Uri">In the spelling that Notion sent.</param>
/// <param name="ShownAt">When it was last opened, accurate to a day.</param>
/// <param name="RefreshedAt">When it was last refreshed because of a change.</param>
/// <param name="RefreshAttempts">The number of failed refreshes since the latest change; null when no refresh is queued.</param>
/// <param name="PendingPush">The latest change that Notion has not received; null when there is none.</param>
internal sealed record DisplayStatus(
    string Uri,
    string Provider,
    string? Workspace,
    DateTimeOffset ShownAt,
    DateTimeOffset? RefreshedAt,
    DateTimeOffset? PushedAt,
    int? RefreshAttempts,
    PendingPush? PendingPush
);

/// <summary>A change that Notion has not received.</summary>
/// <param name="Problem">One of <see cref="PushProblems"/>; null before the first attempt.</param>
internal sealed record PendingPush(bool IsDeadLettered, string? Problem)
{
    public bool IsInProgress => Problem is null or PushProblems.Renewed;
}
