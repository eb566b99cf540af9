using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Unfurl.Server.Previews;
using Unfurl.Server.Previews.Redis;

namespace Unfurl.IntegrationTests.Previews;

public sealed class RedisConnectionTests(RedisFixture redis) : IClassFixture<RedisFixture>
{
    [Fact]
    public async Task Every_answer_is_returned_or_handed_over_late()
    {
        const int Calls = 1000;
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var memory = new MemoryLevel(1024, new Invalidations(), TimeProvider.System);
        var metrics = new CacheMetrics(services.GetRequiredService<IMeterFactory>(), memory);
        var patience = TimeSpan.FromMilliseconds(1);
        await using var connection = new RedisConnection(
            RedisExtensions.Read(redis.Server.ConnectionString),
            metrics,
            NullLogger<RedisConnection>.Instance
        )
        {
            Patience = patience,
        };
        await Eventually.TrueAsync(
            async () => (await connection.ProbeAsync(_ => Task.CompletedTask)).Answers,
            "Redis is found"
        );
        var (returned, late) = (0, 0);

        for (var call = 0; call < Calls; call++)
        {
            connection.Became(isUp: true, trouble: null);
            var result = await connection.CallAsync(
                async _ =>
                {
                    await Task.Delay(patience, TimeProvider.System);
                    return "answer";
                },
                _ => Interlocked.Increment(ref late)
            );
            returned += result is null ? 0 : 1;
        }

        await Eventually.TrueAsync(
            () => returned + Volatile.Read(ref late) >= Calls,
            $"none of {Calls} is lost",
            TimeSpan.FromSeconds(20)
        );
        (returned + late).ShouldBe(Calls);
    }
}
