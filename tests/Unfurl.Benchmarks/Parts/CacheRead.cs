using BenchmarkDotNet.Attributes;
using Unfurl.Server.Previews;

namespace Unfurl.Benchmarks.Parts;

/// <summary>A fresh copy is read from memory.</summary>
[MemoryDiagnoser]
public class CacheRead : WithService
{
    private static readonly CacheKey Key = new("github", "/octocat/hello-world/pull/42");

    private PreviewCache _cache = null!;

    private protected override async Task PrepareAsync()
    {
        _cache = Service.Services.GetRequiredService<PreviewCache>();
        var answer = new Answer(new Resolution.Found(Some.Preview) { Resources = [Some.PullRequest] });
        await _cache.GetOrResolveAsync(
            Service.Principal.AccountId,
            Key,
            _ => Task.FromResult(answer),
            CancellationToken.None
        );
    }

    [Benchmark]
    public bool Read() => _cache.TryGet(Service.Principal.AccountId, Key, out _);
}
