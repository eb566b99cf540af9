using Npgsql;
using Unfurl.Testing.Postgres;
using Unfurl.Testing.Redis;

namespace Unfurl.Benchmarks.Http.Scenarios;

/// <summary>
/// 200 and 1,000 requests at once for one and for 50 cold links, on each database, with one and two replicas: every
/// answer is a preview. PostgreSQL admits 100 connections, its default.
/// </summary>
internal sealed class ManyLinksAtOnce : IScenario
{
    public string Name => "at-once-links";

    public async Task RunAsync(Report report)
    {
        report.Line("| storage | replicas | requests | links | provider calls | last answer, ms |");
        report.Line("|---|---|---|---|---|---|");
        await RunAsync(report, "SQLite", replicas: 1);
        foreach (var replicas in new[] { 1, 2 })
        {
            await using var redis = await RedisServer.StartAsync();
            await using var postgres = await PostgresServer.StartAsync(maxConnections: 100);
            await RunAsync(
                report,
                "PostgreSQL",
                replicas,
                KeyValuePair.Create<string, string?>("ConnectionStrings:Redis", redis.ConnectionString),
                KeyValuePair.Create<string, string?>(
                    "ConnectionStrings:Postgres",
                    WithoutPoolSize(await postgres.CreateDatabaseAsync())
                )
            );
        }
    }

    // The service's own default is measured.
    private static string WithoutPoolSize(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        builder.Remove("Maximum Pool Size");
        return builder.ToString();
    }

    private static async Task RunAsync(
        Report report,
        string storage,
        int replicas,
        params IEnumerable<KeyValuePair<string, string?>> settings
    )
    {
        await using var provider = await ProviderDouble.StartAsync();
        await using var service = await ServiceUnderTest.StartAsync(provider, settings);
        await using var replica = replicas > 1 ? await service.StartReplicaAsync() : null;
        foreach (var one in new[] { service, replica }.Where(_ => settings.Any()))
            await (one?.WaitForRedisAsync() ?? Task.CompletedTask);
        var next = Links.Lowest;
        foreach (var requests in new[] { 200, 1000 })
        {
            using var crowd = await Crowd.ConnectAsync(replica is null ? [service] : [service, replica], requests);
            foreach (var links in new[] { 1, 50 })
            {
                var result = await crowd.RequestAsync(provider, [.. Enumerable.Range(next, links)], Crowd.FastCall);
                next += links;
                report.Line($"| {storage} | {replicas} | {requests} | {links} | {result.Calls} | {result.All:F0} |");
                report.AtMost(
                    $"{requests} requests at once for {links} cold links, {storage}, {replicas} replicas",
                    "provider calls",
                    result.Calls,
                    links,
                    ""
                );
            }
        }
    }
}
