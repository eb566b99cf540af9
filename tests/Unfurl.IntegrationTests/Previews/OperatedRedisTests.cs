using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Unfurl.Server.Previews;
using Unfurl.Server.Previews.Redis;
using Unfurl.Testing.Previews;
using Unfurl.Testing.Redis;
using static Unfurl.IntegrationTests.Fixtures.Health;
using static Unfurl.Testing.Previews.Answers;

namespace Unfurl.IntegrationTests.Previews;

/// <summary>Redis as operators run it: behind TLS, watched by Sentinel, as a cluster.</summary>
public sealed class OperatedRedisTests
{
    private const string Ada = "ada";

    [Fact]
    public async Task A_Redis_behind_TLS_is_used_by_a_service_that_trusts_its_certificate()
    {
        using var authority = new PrivateAuthority();
        var folder = Directory.CreateTempSubdirectory("unfurl-redis-tls-").FullName;
        using var certificate = authority.Issue("localhost");
        string[] files =
        [
            .. ((string[])["ca.pem", "server.pem", "server.key"]).Select(file => Path.Combine(folder, file)),
        ];
        await File.WriteAllTextAsync(files[0], authority.Pem, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            files[1],
            certificate.ExportCertificatePem(),
            TestContext.Current.CancellationToken
        );
        await File.WriteAllTextAsync(
            files[2],
            certificate.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem(),
            TestContext.Current.CancellationToken
        );
        var port = Ports.Free();
        await using var redis = await RedisServer.StartAsync(
            arguments:
            [
                "--tls-port",
                port.ToString(CultureInfo.InvariantCulture),
                "--tls-cert-file",
                files[1],
                "--tls-key-file",
                files[2],
                "--tls-ca-cert-file",
                files[0],
                "--tls-auth-clients",
                "no",
            ]
        );

        await using var service = ServiceProcess.Start(
            [new("ConnectionStrings:Redis", $"localhost:{port},ssl=true"), new("SSL_CERT_FILE", files[0])],
            environment: "Development"
        );
        await service.WaitUntilListeningAsync();
        using var client = service.CreateClient();

        await Eventually.TrueAsync(async () => await client.HealthAsync() == Healthy, "Redis is used");
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Replicas_share_a_cluster()
    {
        var nodes = new List<RedisServer>();
        for (var i = 0; i < 3; i++)
            nodes.Add(
                await RedisServer.StartAsync(
                    arguments:
                    [
                        "--cluster-enabled",
                        "yes",
                        "--cluster-port",
                        Ports.Free().ToString(CultureInfo.InvariantCulture),
                    ]
                )
            );
        await ClusterAsync(nodes);
        await using var one = await Replica.StartAsync(nodes[0].ConnectionString, TimeProvider.System);
        await using var two = await Replica.StartAsync(nodes[1].ConnectionString, TimeProvider.System);

        // Of many links each node has some.
        for (var i = 0; i < 30; i++)
        {
            var link = new CacheKey("acme", $"/items/{i}");
            await one.AskAsync(Ada, Private($"v{i}"), link);
            await Eventually.TrueAsync(() => one.HasGivenLocksBack, "the copy is stored");
            var shared = await two.AskAsync(Ada, Failing, link);
            (shared.Text(), shared.Source).ShouldBe(($"v{i}", CacheSource.Shared));
        }
        (await one.Invalidator.PurgeAsync(InvalidationTag.OfAccount(Ada))).ShouldBeTrue();
        await Eventually.TrueAsync(
            () => !two.Cache.TryGet(Ada, new CacheKey("acme", "/items/1"), out _),
            "the purge arrives"
        );
        await using var three = await Replica.StartAsync(nodes[2].ConnectionString, TimeProvider.System);
        (await three.AskAsync(Ada, Failing, new CacheKey("acme", "/items/1"))).Text().ShouldBe("502");

        foreach (var node in nodes)
            await node.DisposeAsync();
    }

    [Fact]
    public async Task A_failover_by_Sentinel_ends_what_the_new_primary_may_not_know_of()
    {
        await using var primary = await RedisServer.StartAsync();
        await using var copy = await RedisServer.StartAsync(
            arguments: ["--replicaof", "127.0.0.1", primary.Port.ToString(CultureInfo.InvariantCulture)]
        );
        await using var sentinel = new RedisSentinel(primary);
        await using var one = await Replica.StartAsync(sentinel.ConnectionString, TimeProvider.System);
        await using var two = await Replica.StartAsync(sentinel.ConnectionString, TimeProvider.System);
        await one.AskAsync(Ada, Private("v1"));
        await Eventually.TrueAsync(() => one.HasGivenLocksBack, "the copy is stored");
        (await two.AskAsync(Ada, Failing)).Text().ShouldBe("v1");
        // The sentinel has to know of the copy.
        await Eventually.TrueAsync(
            async () => (await SlavesAsync(sentinel)).Contains($":{copy.Port}", StringComparison.Ordinal),
            "the sentinel knows the copy"
        );

        await primary.KillAsync();
        await Eventually.TrueAsync(() => !one.HasRedis && !two.HasRedis, "Redis is missed");
        await Eventually.TrueAsync(() => one.HasRedis && two.HasRedis, "the new primary is found");

        (await two.AskAsync(Ada, Failing)).Text().ShouldBe("502");
        await one.AskAsync("ben", Private("ben's"));
        await Eventually.TrueAsync(() => one.HasGivenLocksBack, "the copy is stored");
        (await two.AskWithoutProviderAsync("ben")).Text().ShouldBe("ben's");
    }

    [Fact]
    public async Task A_primary_that_comes_back_without_having_restarted_may_have_missed_a_purge()
    {
        await using var first = await RedisServer.StartAsync();
        await using var second = await RedisServer.StartAsync(
            arguments: ["--replicaof", "127.0.0.1", first.Port.ToString(CultureInfo.InvariantCulture)]
        );
        var both = $"{first.ConnectionString},{second.ConnectionString}";
        await using var one = await Replica.StartAsync(both, TimeProvider.System);
        await FollowsAsync(second);
        // The second has its time as the primary, and the first follows it.
        await PromoteAsync(second);
        await first.CommandAsync($"REPLICAOF 127.0.0.1 {second.Port}");
        await FollowsAsync(first);
        var asked = 0;
        await Eventually.TrueAsync(
            async () =>
            {
                await one.AskAsync(Ada, Private("other"), new CacheKey("acme", $"/items/other-{asked++}"));
                return await CopiesAsync(first) > 0;
            },
            "what is stored with the second is with the first, too"
        );
        await Eventually.TrueAsync(() => one.HasGivenLocksBack, "all is stored");
        var before = await CopiesAsync(first);
        await one.AskAsync(Ada, Private("v1"));
        await Eventually.TrueAsync(async () => await CopiesAsync(first) > before, "the copy is with the first, too");

        // The purge reaches the second alone, which then dies.
        await first.CommandAsync("REPLICAOF NO ONE");
        await first.CommandAsync($"REPLICAOF 127.0.0.1 {Ports.Free()}");
        await Eventually.TrueAsync(
            async () => await one.Invalidator.PurgeAsync(InvalidationTag.OfAccount(Ada)),
            "the purge arrives"
        );
        await second.KillAsync();
        await Eventually.TrueAsync(() => !one.HasRedis, "Redis is missed");
        await PromoteAsync(first);
        await using var two = await Replica.StartAsync(both, TimeProvider.System);

        (await two.AskAsync(Ada, Failing)).Text().ShouldBe("502");
    }

    private static Task FollowsAsync(RedisServer server) =>
        Eventually.TrueAsync(
            async () =>
                (await RunAsync("-p", $"{server.Port}", "info", "replication")).Contains(
                    "master_link_status:up",
                    StringComparison.Ordinal
                ),
            "it follows the primary"
        );

    private static Task<string> PromoteAsync(RedisServer server) => server.CommandAsync("REPLICAOF NO ONE");

    private static async Task<int> CopiesAsync(RedisServer server) =>
        (await RunAsync("-p", $"{server.Port}", "--scan", "--pattern", $"{RedisKeys.Copies}*"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Length;

    private static Task<string> SlavesAsync(RedisSentinel sentinel) =>
        RunAsync("-p", sentinel.Port, "sentinel", "replicas", RedisSentinel.Service);

    private static async Task ClusterAsync(List<RedisServer> nodes)
    {
        await RunAsync(["--cluster", "create", .. nodes.Select(node => node.ConnectionString), "--cluster-yes"]);
        foreach (var node in nodes)
            await Eventually.TrueAsync(
                async () =>
                    (
                        await RunAsync("-p", node.Port.ToString(CultureInfo.InvariantCulture), "cluster", "info")
                    ).Contains("cluster_state:ok", StringComparison.Ordinal),
                "the cluster is complete"
            );
    }

    private static async Task<string> RunAsync(params string[] arguments)
    {
        using var cli = Process.Start(
            new ProcessStartInfo("redis-cli", arguments) { UseShellExecute = false, RedirectStandardOutput = true }
        )!;
        var output = await cli.StandardOutput.ReadToEndAsync();
        await cli.WaitForExitAsync();
        return output;
    }
}
