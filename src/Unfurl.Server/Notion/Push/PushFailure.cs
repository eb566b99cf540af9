using Unfurl.Server.Tracking;

namespace Unfurl.Server.Notion.Push;

/// <summary>How a failed push is handled.</summary>
/// <param name="Problem">One of <see cref="PushProblems"/>.</param>
internal sealed record PushFailure(string Problem)
{
    public TimeSpan RetryAfter { get; init; }

    /// <summary>Whether the next back-off delay is longer.</summary>
    public bool CountsAsAttempt { get; init; }

    /// <summary>Dead-letters this state. A later state is pushed again.</summary>
    public bool IsFinal { get; init; }

    /// <summary>Whether Notion may have applied the push, which makes the displayed state unknown.</summary>
    public bool MayHaveArrived { get; init; }

    /// <summary>For how long calls to the workspace are held back.</summary>
    public TimeSpan ThrottledFor { get; init; }

    public bool ThrottlesAllWorkspaces { get; init; }
}
