using Microsoft.Extensions.Hosting;

namespace Unfurl.Development;

/// <summary>
/// Lets calls to what is hosted in this process wait until it listens: workers start before the server does.
/// </summary>
internal sealed class ServerStarted(IHostApplicationLifetime lifetime)
{
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancellationToken);
    }
}

/// <summary>Holds back the requests of a client.</summary>
internal sealed class ServerStartedHandler(ServerStarted server) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        await server.WaitAsync(cancellationToken);
        return await base.SendAsync(request, cancellationToken);
    }
}
