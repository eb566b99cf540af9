using System.Runtime.CompilerServices;

namespace Unfurl.IntegrationTests.Hosting;

public sealed class StoppedServiceTests
{
    [Fact]
    public async Task A_stopped_service_leaves_memory()
    {
        // A static timer of SQLite's keeps what the first caller's context holds.
        await StartAndStopAsync();
        var stopped = await StartAndStopAsync();

        await Eventually.TrueAsync(
            () =>
            {
                GC.Collect();
                return !stopped.IsAlive;
            },
            "the service is collected"
        );
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> StartAndStopAsync()
    {
        await using var service = UnfurlHost.Start();
        return new WeakReference(service.Services);
    }
}
