using BenchmarkDotNet.Attributes;
using Unfurl.Benchmarks.InProcess;
using Unfurl.Server.Authorization.Tokens;

namespace Unfurl.Benchmarks.Parts;

/// <summary>Who is behind a bearer token that is known already.</summary>
[MemoryDiagnoser]
public class TokenCheck
{
    private BenchedService _service = null!;
    private CallerCache _callers = null!;

    [GlobalSetup]
    public async Task StartAsync()
    {
        _service = await BenchedService.StartAsync();
        _callers = _service.Services.GetRequiredService<CallerCache>();
    }

    [Benchmark]
    public async ValueTask<bool> FindAsync() =>
        (await _callers.FindAsync(_service.Token, CancellationToken.None)).WasRemembered;

    [GlobalCleanup]
    public async Task StopAsync() => await _service.DisposeAsync();
}
