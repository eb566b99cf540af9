using BenchmarkDotNet.Attributes;
using Unfurl.Server.Previews;
using Unfurl.Server.Providers;

namespace Unfurl.Benchmarks.Parts;

/// <summary>Parses a link, finds its provider instance and its kind: the first and the last kind of the list.</summary>
[MemoryDiagnoser]
public class LinkMatching
{
    private const string First =
        "https://github.com/octocat/Hello-World/commit/6dcb09b5b57875f334f61aebed695e2e4193db5e#commitcomment-1001";
    private const string Last = "https://github.com/octocat/Hello-World";

    private ProviderRegistry _providers = null!;

    // The number of provider instances.
    [Params(1, 20)]
    public int Hosts { get; set; }

    [GlobalSetup]
    public void Make() => _providers = Some.Registry(Hosts);

    [Benchmark]
    public object? FirstKind() => Match(First);

    [Benchmark]
    public object? LastKind() => Match(Last);

    private MatchedLink? Match(string url) =>
        Link.TryParse(url, out var link) ? MatchedLink.Find(_providers, link) : null;
}
