namespace Unfurl.Simulator.Checks;

/// <summary>What one check has at hand while it runs.</summary>
/// <param name="Session">What the checks share.</param>
/// <param name="Cancellation">Ends the check: its time is over, or the run was given up.</param>
internal sealed record CheckContext(Session Session, CancellationToken Cancellation)
{
    public CheckOptions Options => Session.Options;

    public ServiceCalls Calls => Session.Calls;
}
