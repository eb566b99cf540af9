namespace Unfurl.Server.Providers;

/// <summary>
/// Lets only some calls wait for providers at once, all instances together; further ones wait for their turn, within their own
/// time limits. A crowd of links would otherwise take all connections that the process may open.
/// </summary>
internal sealed class ConcurrentCallsHandler(SemaphoreSlim turns) : DelegatingHandler
{
    public const int MaxCalls = 100;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        await turns.WaitAsync(cancellationToken);
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        finally
        {
            turns.Release();
        }
    }
}
