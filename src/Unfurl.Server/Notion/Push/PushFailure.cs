using Unfurl.Server.Tracking;

namespace Unfurl.Server.Notion.Push;

/// <summary>What follows from a call to Notion that did not work.</summary>
/// <param name="Problem">Why: a constant of <see cref="PushProblems"/>.</param>
internal sealed record PushFailure(string Problem)
{
    /// <summary>After what time it is due again.</summary>
    public TimeSpan RetryAfter { get; init; }

    /// <summary>Whether the next wait is longer for it.</summary>
    public bool CountsAsAttempt { get; init; }

    /// <summary>This state is not tried again, is parked; a later one is.</summary>
    public bool IsFinal { get; init; }

    /// <summary>Whether Notion may have taken it all the same: then nobody knows what it shows.</summary>
    public bool MayHaveArrived { get; init; }

    /// <summary>How long its workspace may not be called.</summary>
    public TimeSpan ThrottledFor { get; init; }

    /// <summary>Whether the same is true of all workspaces.</summary>
    public bool ThrottlesAllWorkspaces { get; init; }
}
