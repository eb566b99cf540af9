namespace Unfurl.Notion.Api;

/// <summary>
/// The outcome of an update: a closed set. Reasons are for the log and contain no secrets; waits are from 0 to a day.
/// </summary>
public abstract record UpdateResult
{
    private UpdateResult() { }

    public sealed record Accepted : UpdateResult;

    // Notion no longer accepts the connection's token.
    public sealed record Unauthorized : UpdateResult;

    // The preview no longer exists.
    public sealed record NotFound : UpdateResult;

    // 429: no call for this workspace may follow before the wait has elapsed.
    public sealed record RateLimited(TimeSpan Wait) : UpdateResult;

    // 529: no call for any workspace may follow before the wait has elapsed.
    public sealed record Overloaded(TimeSpan Wait) : UpdateResult;

    // Notion was unreachable, failed or timed out. The update is worth a retry, not before the wait has elapsed.
    public sealed record Unavailable(string Reason, TimeSpan Wait) : UpdateResult;

    // A retry would be rejected too.
    public sealed record Rejected(string Reason) : UpdateResult;
}
