using BenchmarkDotNet.Attributes;
using Unfurl.Benchmarks.InProcess;
using Unfurl.Server.Caching;

namespace Unfurl.Benchmarks.Parts;

/// <summary>A fresh copy is read from memory.</summary>
[MemoryDiagnoser]
public class CacheRead
{
    private static readonly CacheKey Key = new("github", "/octocat/hello-world/pull/42");

    private BenchedService _service = null!;
    private PreviewCache _cache = null!;
    private string _account = null!;

    [GlobalSetup]
    public async Task StartAsync()
    {
        _service = await BenchedService.StartAsync();
        _cache = _service.Services.GetRequiredService<PreviewCache>();
        _account = _service.Caller.AccountId;
        var answer = new CachedAnswer(Outcome.Shown, "[]"u8.ToArray()) { Resources = [Some.PullRequest] };
        await _cache.GetOrResolveAsync(_account, Key, _ => Task.FromResult(answer), CancellationToken.None);
    }

    [Benchmark]
    public bool Read() => _cache.TryGet(_account, Key, out _);

    [GlobalCleanup]
    public async Task StopAsync() => await _service.DisposeAsync();
}
