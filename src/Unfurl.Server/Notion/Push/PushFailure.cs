using Unfurl.Server.Tracking;
using Unfurl.Server.Updates.Jobs;

namespace Unfurl.Server.Notion.Push;

/// <summary>How a failed push is handled. The problem is one of <see cref="PushProblems"/>.</summary>
internal sealed record PushFailure : JobFailure
{
    public PushFailure(string problem) => Problem = problem;

    /// <summary>Whether Notion may have applied the push, which makes the displayed state unknown.</summary>
    public bool MayHaveArrived { get; init; }

    /// <summary>For how long calls to the workspace are held back.</summary>
    public TimeSpan ThrottledFor { get; init; }

    public bool ThrottlesAllWorkspaces { get; init; }
}
