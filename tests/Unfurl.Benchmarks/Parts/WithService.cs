using BenchmarkDotNet.Attributes;
using Unfurl.Benchmarks.InProcess;

namespace Unfurl.Benchmarks.Parts;

public abstract class WithService
{
    private protected InProcessService Service { get; private set; } = null!;

    // BenchmarkDotNet does not await an asynchronous setup in its own process.
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
