using BenchmarkDotNet.Attributes;
using Unfurl.Server.Previews;
using Unfurl.Server.Providers;

namespace Unfurl.Benchmarks.Parts;

/// <summary>A link is read, its owner found, and what kind of link it is: the first and the last kind that are tried.</summary>
[MemoryDiagnoser]
public class LinkMatching
{
    private const string First =
        "https://github.com/octocat/Hello-World/commit/6dcb09b5b57875f334f61aebed695e2e4193db5e#commitcomment-1001";
    private const string Last = "https://github.com/octocat/Hello-World";

    private ProviderRegistry _providers = null!;

    /// <summary>How many provider instances there are.</summary>
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
