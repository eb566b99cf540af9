namespace Unfurl.Notion.Api;

/// <summary>What became of an update: a closed set.</summary>
public abstract record UpdateResult
{
    private UpdateResult() { }

    /// <summary>The preview shows it.</summary>
    public sealed record Accepted : UpdateResult;

    /// <summary>The connection's token is no longer good.</summary>
    public sealed record Unauthorized : UpdateResult;

    /// <summary>There is no such preview any more.</summary>
    public sealed record NotFound : UpdateResult;

    /// <summary>Too many calls for this workspace (429): none of it may follow before the wait is over.</summary>
    /// <param name="Wait">From 0 to a day.</param>
    public sealed record RateLimited(TimeSpan Wait) : UpdateResult;

    /// <summary>Notion is overloaded (529): no call at all may follow before the wait is over.</summary>
    /// <param name="Wait">From 0 to a day.</param>
    public sealed record Overloaded(TimeSpan Wait) : UpdateResult;

    /// <summary>Notion could not be reached, failed or took too long: worth trying again.</summary>
    /// <param name="Reason">For the log; nothing secret in it.</param>
    /// <param name="Wait">How long to wait at least, from 0 to a day.</param>
    public sealed record Unavailable(string Reason, TimeSpan Wait) : UpdateResult;

    /// <summary>Notion does not take this update, and would not the next time.</summary>
    /// <param name="Reason">For the log; nothing secret in it.</param>
    public sealed record Rejected(string Reason) : UpdateResult;
}
