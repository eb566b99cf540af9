using Unfurl.Testing.Postgres;
using Unfurl.Testing.Redis;

namespace Unfurl.Benchmarks.Http.Scenarios;

/// <summary>
/// The cost of a second replica for the first: hits at the same constant rate, at one replica, then at both.
/// </summary>
internal sealed class TwoReplicas : IScenario
{
    private const string Work = "hits on two replicas at once";

    // Per replica. Both, with their clients, leave some of two processors idle.
    private const double PerSecond = 6400;

    public string Name => "replicas";

    public async Task RunAsync(Report report)
    {
        await using var redis = await RedisServer.StartAsync();
        await using var postgres = await PostgresServer.StartAsync();
        await using var provider = await ProviderDouble.StartAsync();
        await using var service = await ServiceUnderTest.StartAsync(
            provider,
            KeyValuePair.Create<string, string?>("ConnectionStrings:Redis", redis.ConnectionString),
            KeyValuePair.Create<string, string?>("ConnectionStrings:Postgres", await postgres.CreateDatabaseAsync())
        );
        await using var replica = await service.StartReplicaAsync();
        await service.WaitForRedisAsync();
        await replica.WaitForRedisAsync();
        ServiceUnderTest[] both = [service, replica];
        foreach (var one in both)
            await Load.WrkAsync(one.Target(Links.One));

        var comparison = await Comparison.RunAsync(
            ("one alone", () => Load.AtRateAsync(service.Target(Links.One), PerSecond)),
            (
                "each of both",
                async () =>
                    Load.Mean(
                        await Task.WhenAll(both.Select(one => Load.AtRateAsync(one.Target(Links.One), PerSecond)))
                    )
            )
        );
        comparison.Print(report, Work);
        report.AtMost(Work, "CPU/request of each", comparison.Ratio(load => load.CpuMicroseconds), 1.10, "× one alone");
    }
}
