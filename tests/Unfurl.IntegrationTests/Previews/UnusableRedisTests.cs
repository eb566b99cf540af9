using Microsoft.Extensions.Logging;
using Unfurl.IntegrationTests.Connections;
using Unfurl.Testing.Redis;
using static Unfurl.IntegrationTests.Fixtures.Health;

namespace Unfurl.IntegrationTests.Previews;

/// <summary>
/// A Redis that is there and cannot be used, or not fully: the service goes on without, and says once why, to whoever asks for its
/// health and in the log.
/// </summary>
public sealed class UnusableRedisTests : IAsyncLifetime
{
    private const string Category = "Unfurl.Server.Previews.Redis.RedisConnection";

    private RedisServer _redis = null!;

    public async ValueTask InitializeAsync() => _redis = await RedisServer.StartAsync();

    public ValueTask DisposeAsync() => _redis.DisposeAsync();

    public static TheoryData<string, string, string> Faults { get; } =
        new()
        {
            { "NOAUTH", "CONFIG SET requirepass secret", "" },
            { "READONLY", "REPLICAOF 127.0.0.1 1", "REPLICAOF NO ONE" },
            { "OOM", "CONFIG SET maxmemory 1", "CONFIG SET maxmemory 0" },
            { "NOPERM", "ACL SETUSER default -info", "ACL SETUSER default +@all" },
            { "NOPERM", "ACL SETUSER default -xadd", "ACL SETUSER default +@all" },
            { "NOPERM", "ACL SETUSER default -xrange", "ACL SETUSER default +@all" },
            { "NOPERM", "ACL SETUSER default -hmget", "ACL SETUSER default +@all" },
            { "WRONGTYPE", "SET unfurl:2:log nonsense", "DEL unfurl:2:log" },
            { "NOPERM", "ACL SETUSER default -set", "ACL SETUSER default +@all" },
            { "NOPERM", "ACL SETUSER default resetkeys ~other:*", "ACL SETUSER default allkeys" },
            { "no messages", "ACL SETUSER default resetchannels", "ACL SETUSER default allchannels" },
            { "no messages", "ACL SETUSER default -publish", "ACL SETUSER default +@all" },
        };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_Redis_that_refuses_is_degraded_and_told_of_once(string trouble, string fault, string remedy)
    {
        await _redis.CommandAsync(fault);
        await using var acme = await ScriptedAcme.StartAsync(Setting(_redis.ConnectionString));
        using var client = acme.Service.CreateClient();
        var ada = await acme.ConnectAsync();
        // Some faults show only when the cache is used.
        var asked = 0;
        await Eventually.TrueAsync(
            async () =>
            {
                await ada.UnfurlAsync($"https://acme.example/items/{++asked + 20}");
                return Warnings(acme).Any();
            },
            "the log tells"
        );
        for (var i = 1; i <= 20; i++)
            (await ada.UnfurlAsync($"https://acme.example/items/{i}")).Title.ShouldBe("An item");

        (await client.HealthAsync()).ShouldBe(Degraded);
        Warnings(acme).ShouldHaveSingleItem().ShouldContain(trouble);
        if (remedy.Length == 0)
            return;
        await _redis.CommandAsync(remedy);
        await Eventually.TrueAsync(async () => await client.HealthAsync() == Healthy, "Redis is used");
        Warnings(acme).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_Redis_that_begins_to_refuse_is_told_of_too()
    {
        await using var acme = await ScriptedAcme.StartAsync(Setting(_redis.ConnectionString));
        using var client = acme.Service.CreateClient();
        await Eventually.TrueAsync(async () => await client.HealthAsync() == Healthy, "Redis is used");

        await _redis.CommandAsync("CONFIG SET maxmemory 1");

        await Eventually.TrueAsync(async () => await client.HealthAsync() == Degraded, "Redis is missed");
        await Eventually.TrueAsync(() => Warnings(acme).Any(), "the log tells");
        Warnings(acme).ShouldHaveSingleItem().ShouldContain("OOM");
    }

    [Fact]
    public async Task A_server_without_streams_is_told_of()
    {
        await using var server = await RedisServer.StartAsync(
            arguments: ["--rename-command", "XADD", "", "--rename-command", "XRANGE", ""]
        );
        await using var acme = await ScriptedAcme.StartAsync(Setting(server.ConnectionString));
        using var client = acme.Service.CreateClient();

        await Eventually.TrueAsync(() => Warnings(acme).Any(), "the log tells");

        (await client.HealthAsync()).ShouldBe(Degraded);
        Warnings(acme).ShouldHaveSingleItem().ShouldContain("unknown command");
        (await (await acme.ConnectAsync()).UnfurlAsync("https://acme.example/items/1")).Title.ShouldBe("An item");
    }

    [Fact]
    public async Task A_channel_that_is_taken_away_and_given_back_is_used_again()
    {
        await using var acme = await ScriptedAcme.StartAsync(Setting(_redis.ConnectionString));
        using var client = acme.Service.CreateClient();
        await Eventually.TrueAsync(async () => await client.HealthAsync() == Healthy, "Redis is used");

        await _redis.CommandAsync("ACL SETUSER default resetchannels");
        await Eventually.TrueAsync(async () => await client.HealthAsync() == Degraded, "messages are missed");
        await _redis.CommandAsync("ACL SETUSER default allchannels");

        await Eventually.TrueAsync(async () => await client.HealthAsync() == Healthy, "messages arrive");
    }

    [Theory]
    [InlineData("127.0.0.1:1")]
    [InlineData("redis.invalid:6379")]
    public async Task A_Redis_that_is_not_there_at_the_start_is_told_of_once(string connectionString)
    {
        await using var acme = await ScriptedAcme.StartAsync(Setting(connectionString));
        using var client = acme.Service.CreateClient();

        await Eventually.TrueAsync(() => Warnings(acme).Any(), "the log tells");

        (await client.HealthAsync()).ShouldBe(Degraded);
        Warnings(acme).ShouldHaveSingleItem().ShouldContain("no answer");
    }

    [Theory]
    [InlineData("INFO")]
    [InlineData("SUBSCRIBE")]
    [InlineData("XRANGE")]
    public async Task A_command_that_the_connection_string_forbids_is_told_of_and_ends_nothing(string command)
    {
        await using var acme = await ScriptedAcme.StartAsync(Setting($"{_redis.ConnectionString},${command}="));
        using var client = acme.Service.CreateClient();
        var ada = await acme.ConnectAsync();

        await Eventually.TrueAsync(() => Warnings(acme).Any(), "the log tells");

        (await client.HealthAsync()).ShouldBe(Degraded);
        (await ada.UnfurlAsync("https://acme.example/items/1")).Title.ShouldBe("An item");
    }

    [Fact]
    public async Task A_wrong_password_is_told_of_without_the_password()
    {
        await _redis.CommandAsync("CONFIG SET requirepass secret");
        await using var acme = await ScriptedAcme.StartAsync(Setting($"{_redis.ConnectionString},password=hidden"));

        await Eventually.TrueAsync(() => Warnings(acme).Any(), "the log tells");

        Warnings(acme).ShouldHaveSingleItem().ShouldMatch("NOAUTH|WRONGPASS");
        acme.Service.Logs.ToString().ShouldNotContain("hidden");
    }

    private static KeyValuePair<string, string?> Setting(string connectionString) =>
        new("ConnectionStrings:Redis", connectionString);

    private static IEnumerable<string> Warnings(ScriptedAcme acme) =>
        acme
            .Service.Logs.Lines.Where(line => line.Category == Category && line.Level == LogLevel.Warning)
            .Select(line => line.Text);
}
