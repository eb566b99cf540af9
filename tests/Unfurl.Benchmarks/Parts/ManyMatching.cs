using BenchmarkDotNet.Attributes;
using Unfurl.Server.Previews;
using Unfurl.Server.Providers;
using Unfurl.Testing.Providers;

namespace Unfurl.Benchmarks.Parts;

/// <summary>What more instances, and more kinds of link on one host, cost a link of the last kind.</summary>
public class ManyMatching
{
    private const string Url = "https://git.acme.com/group/sub-group/project/-/kind_39/12345";

    private ProviderRegistry _one = null!;
    private ProviderRegistry _thousand = null!;
    private ProviderRegistry _forty = null!;

    [GlobalSetup]
    public void Make()
    {
        _one = Registry(instances: 1, kinds: 1);
        _thousand = Registry(instances: 1000, kinds: 1);
        _forty = Registry(instances: 1, kinds: 40);
    }

    [Benchmark(Baseline = true)]
    public object? OneInstanceAndKind() => Match(_one);

    [Benchmark]
    public object? ThousandInstances() => Match(_thousand);

    [Benchmark]
    public object? FortyKinds() => Match(_forty);

    private static MatchedLink? Match(ProviderRegistry providers) =>
        Link.TryParse(Url, out var link) ? MatchedLink.Find(providers, link) : null;

    // Those of GitLab have the same shape, and differ in one word.
    private static ProviderRegistry Registry(int instances, int kinds)
    {
        var adapter = new TestAdapter
        {
            Kinds =
            [
                .. Enumerable
                    .Range(40 - kinds, kinds)
                    .Select(i => new LinkKind(
                        new($"Kind {i}", $"/{{*project}}/-/kind_{i}/{{number:int}}", $"/a/b/-/kind_{i}/1"),
                        (_, _, _) => Task.FromResult<Resolution>(new Resolution.NotFound())
                    )),
            ],
        };
        return new(
            Enumerable
                .Range(1, instances)
                .Select(i =>
                    TestAdapter.Instance($"git{i}", i == instances ? "git.acme.com" : $"git{i}.acme.com", adapter)
                )
        );
    }
}
