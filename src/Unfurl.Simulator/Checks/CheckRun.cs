namespace Unfurl.Simulator.Checks;

internal sealed record CheckRun(CheckContext Context, CancellationToken Cancellation)
{
    public CheckOptions Options => Context.Options;

    public ServiceCalls Calls => Context.Calls;
}
