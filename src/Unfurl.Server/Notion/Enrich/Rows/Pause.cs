using Unfurl.Notion.Api;

namespace Unfurl.Server.Notion.Enrich.Rows;

/// <summary>Whether, and how long, no further row of a batch is written.</summary>
internal sealed class Pause
{
    /// <summary>How long rows wait whose connection does not work, or is no longer configured.</summary>
    public static readonly TimeSpan ConnectionDelay = TimeSpan.FromSeconds(30);

    /// <summary>How long rows wait whose connection Notion has not yet answered.</summary>
    public static readonly TimeSpan StartDelay = TimeSpan.FromSeconds(1);

    // What befalls so many rows of a batch is not about these rows.
    private const int TooMany = 8;

    private long _ticks = -1;
    private int _failures;

    public TimeSpan? Wait => Volatile.Read(ref _ticks) is >= 0 and var ticks ? new TimeSpan(ticks) : null;

    public void Note(ApiFailure failure)
    {
        if (
            IsOfConnection(failure)
            || failure.Kind != ApiFailureKind.Conflict && Interlocked.Increment(ref _failures) >= TooMany
        )
            Volatile.Write(ref _ticks, WaitFor(failure).Ticks);
    }

    /// <summary>Whether no other row would fare better.</summary>
    public static bool IsOfConnection(ApiFailure failure) =>
        failure.Kind
            is ApiFailureKind.Unauthorized
                or ApiFailureKind.Blocked
                or ApiFailureKind.ConnectionLimited
                or ApiFailureKind.WorkspaceLimited
                or ApiFailureKind.Overloaded;

    public static TimeSpan WaitFor(ApiFailure failure) =>
        failure.Kind switch
        {
            ApiFailureKind.ConnectionLimited or ApiFailureKind.WorkspaceLimited or ApiFailureKind.Overloaded =>
                failure.Wait,
            // With the schema of now it may succeed.
            ApiFailureKind.Invalid => TimeSpan.FromSeconds(1),
            _ => failure.Wait > ConnectionDelay ? failure.Wait : ConnectionDelay,
        };
}
