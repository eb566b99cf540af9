using System.Diagnostics;
using Unfurl.Server.Previews;
using Unfurl.Server.Providers;
using Unfurl.Testing.Providers;

namespace Unfurl.Benchmarks.Parts;

/// <summary>
/// What more instances, and more kinds of link on one host, cost a link of the last kind. In turn, because a difference of a few
/// percent is less than what a machine does from minute to minute.
/// </summary>
internal static class MatchingBench
{
    private const string Url = "https://git.acme.com/group/sub-group/project/-/kind_39/12345";
    private const int Rounds = 201;
    private const int LinksPerTurn = 2000;

    public static void Run()
    {
        (string What, ProviderRegistry Providers, string Url)[] cases =
        [
            ("1 instance, 1 kind", Registry(instances: 1, kinds: 1), Url),
            ("1 instance, 1 kind, once more", Registry(instances: 1, kinds: 1), Url),
            ("1,000 instances, 1 kind each", Registry(instances: 1000, kinds: 1), Url),
            ("1 instance, 40 kinds", Registry(instances: 1, kinds: 40), Url),
            ("GitHub, a pull request", Some.Registry(hosts: 1), "https://github.com/octocat/Hello-World/pull/1347"),
            (
                "GitHub, a file",
                Some.Registry(hosts: 1),
                "https://github.com/octocat/Hello-World/blob/main/src/Cache.cs#L10"
            ),
            ("GitHub, a person", Some.Registry(hosts: 1), "https://github.com/octocat"),
        ];
        var times = cases.Select(_ => new List<double>()).ToArray();
        for (var round = -20; round < Rounds; round++)
        {
            for (var i = 0; i < cases.Length; i++)
            {
                var time = Measure(cases[i].Providers, cases[i].Url);
                if (round >= 0)
                    times[i].Add(time);
            }
        }
        for (var i = 0; i < cases.Length; i++)
        {
            var ratios = times[i].Zip(times[0], (time, first) => time / first).Order().ToArray();
            Console.WriteLine(
                $"{cases[i].What, -30} {times[i].Order().ElementAt(Rounds / 2), 6:0.00} µs  {ratios[Rounds / 2]:0.00} × ({ratios[Rounds / 4]:0.00} to {ratios[Rounds * 3 / 4]:0.00})"
            );
        }
    }

    // Microseconds a link.
    private static double Measure(ProviderRegistry providers, string url)
    {
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < LinksPerTurn; i++)
        {
            if (!Link.TryParse(url, out var link) || MatchedLink.Find(providers, link) is null)
                throw new InvalidOperationException("The link does not match.");
        }
        return Stopwatch.GetElapsedTime(began).TotalMicroseconds / LinksPerTurn;
    }

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
