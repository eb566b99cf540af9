using System.Diagnostics;
using System.Text.Json.Nodes;
using Unfurl.Testing.Postgres;
using Unfurl.Testing.Redis;

namespace Unfurl.IntegrationTests.Hosting;

public sealed class HealthTests
{
    // An orchestrator's time limit, extended for a busy machine.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/health/live", """{"status":"healthy","checks":{}}""")]
    [InlineData("/health/ready", """{"status":"healthy","checks":{"storage":"healthy"}}""")]
    public async Task A_healthy_service_reports_it_in_JSON_that_forbids_storing(string path, string expected)
    {
        await using var service = UnfurlHost.Start();
        using var client = service.CreateClient();

        var response = await client.GetAsync(path, Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType?.MediaType.ShouldBe("application/json");
        response.Headers.CacheControl?.ToString().ShouldBe("no-store");
        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldBe(expected);
    }

    [Fact]
    public async Task A_service_without_its_database_server_is_live_but_not_ready()
    {
        await using var postgres = await PostgresServer.StartAsync();
        await using var service = UnfurlHost.Start(
            new Dictionary<string, string?> { ["ConnectionStrings:Postgres"] = await postgres.CreateDatabaseAsync() }
        );
        using var client = service.CreateClient();
        (await client.GetAsync("/health/ready", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);

        service.ExpectServerErrors();
        await postgres.StopAsync();

        await ShouldNotBeReadyAsync(client);
        (await client.GetAsync("/health/live", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_service_with_an_unresponsive_database_server_reports_it_in_bounded_time_and_recovers()
    {
        await using var postgres = await PostgresServer.StartAsync();
        await using var service = UnfurlHost.Start(
            new Dictionary<string, string?> { ["ConnectionStrings:Postgres"] = await postgres.CreateDatabaseAsync() }
        );
        using var client = service.CreateClient();
        (await client.GetAsync("/health/ready", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);

        service.ExpectServerErrors();
        await postgres.PauseAsync();
        await ShouldNotBeReadyAsync(client);
        await ShouldNotBeReadyAsync(client);
        await postgres.ResumeAsync();

        (await client.GetAsync("/health/ready", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_service_that_loses_Redis_is_ready_and_degraded_until_Redis_returns()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var service = UnfurlHost.Start(
            new Dictionary<string, string?> { ["ConnectionStrings:Redis"] = redis.ConnectionString }
        );
        using var client = service.CreateClient();

        await ShouldBecomeAsync(client, "healthy");
        await redis.KillAsync();
        await ShouldBecomeAsync(client, "degraded");
        await redis.RestartAsync();
        await ShouldBecomeAsync(client, "healthy");
    }

    [Fact]
    public async Task A_service_started_before_Redis_is_ready_and_degraded_until_Redis_starts()
    {
        var port = Ports.Free();
        await using var service = UnfurlHost.Start(
            new Dictionary<string, string?> { ["ConnectionStrings:Redis"] = $"127.0.0.1:{port}" }
        );
        using var client = service.CreateClient();

        await ShouldBecomeAsync(client, "degraded");
        await using var redis = await RedisServer.StartAsync(port);
        await ShouldBecomeAsync(client, "healthy");
    }

    // Redis connects in the background; the service is ready in any state.
    private static Task ShouldBecomeAsync(HttpClient client, string status) =>
        Eventually.TrueAsync(
            async () =>
            {
                using var response = await client.GetAsync("/health/ready", Cancellation);
                response.StatusCode.ShouldBe(HttpStatusCode.OK);
                return await response.Content.ReadAsStringAsync(Cancellation)
                    == $$$"""{"status":"{{{status}}}","checks":{"storage":"healthy","redis":"{{{status}}}"}}""";
            },
            $"the service is {status}"
        );

    private static async Task ShouldNotBeReadyAsync(HttpClient client)
    {
        var watch = Stopwatch.StartNew();
        using var response = await client.GetAsync("/health/ready", Cancellation);
        watch.Elapsed.ShouldBeLessThan(Timeout);
        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        response.Headers.CacheControl?.ToString().ShouldBe("no-store");
        var received = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!;
        received["status"]!.GetValue<string>().ShouldBe("unhealthy");
        received["checks"]!["storage"]!.GetValue<string>().ShouldBe("unhealthy");
    }
}
