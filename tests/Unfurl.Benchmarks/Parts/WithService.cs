using BenchmarkDotNet.Attributes;
using Unfurl.Benchmarks.InProcess;

namespace Unfurl.Benchmarks.Parts;

/// <summary>Parts of the service as they are put together in it.</summary>
public abstract class WithService
{
    private protected InProcessService Service { get; private set; } = null!;

    /// <summary>BenchmarkDotNet waits for no task of a setup when it measures in its own process.</summary>
    [GlobalSetup]
    public void Start() =>
        Task.Run(async () =>
            {
                Service = await InProcessService.StartAsync();
                await PrepareAsync();
            })
            .GetAwaiter()
            .GetResult();

    [GlobalCleanup]
    public void Stop() => Task.Run(async () => await Service.DisposeAsync()).GetAwaiter().GetResult();

    private protected abstract Task PrepareAsync();
}
