using Unfurl.Testing.Postgres;
using Unfurl.Testing.Redis;

namespace Unfurl.Benchmarks.Http.Scenarios;

/// <summary>As <see cref="ManyAtOnce"/>, with half of the requests at a second replica.</summary>
internal sealed class ManyAtOnceOnReplicas : IScenario
{
    private const string Work = "1,000 identical cold requests at once to two replicas";

    public string Name => "at-once-replicas";

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
        using var crowd = await Crowd.ConnectAsync([service, replica], 1000);

        // Warm-up for the JIT compiler.
        await crowd.RequestAsync(provider, Links.Lowest, Crowd.FastCall);
        var good = await crowd.RequestAsync(provider, Links.Lowest + 1, Crowd.FastCall);
        report.Line(good.ToString());
        report.AtMost(Work, "provider calls", good.Calls, 1, "");

        provider.Fails = true;
        var bad = await crowd.RequestAsync(provider, Links.Lowest + 2, Crowd.SlowCall);
        report.Line(bad.ToString());
        report.AtMost($"{Work}, while the provider fails", "provider calls", bad.Calls, 1, "");

        provider.Fails = false;
        await redis.KillAsync();
        var alone = await crowd.RequestAsync(provider, Links.Lowest + 3, Crowd.FastCall);
        report.Line(alone.ToString());
        report.AtMost($"{Work}, Redis just killed", "provider calls", alone.Calls, 2, "");
    }
}
