namespace Unfurl.Simulator.Checks;

/// <summary>What one check has at hand while it runs.</summary>
/// <param name="Context">What the checks share.</param>
/// <param name="Cancellation">Ends the check: its time is over, or the run was given up.</param>
internal sealed record CheckRun(CheckContext Context, CancellationToken Cancellation)
{
    public CheckOptions Options => Context.Options;

    public ServiceCalls Calls => Context.Calls;
}
