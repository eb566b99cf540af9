using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Unfurl.Server.Storage;

namespace Unfurl.IntegrationTests.Storage.Clocks;

/// <summary>With PostgreSQL, stored times are those of the database's clock, whatever a replica's says.</summary>
[OnPostgres]
public sealed class ReplicaClockTests
{
    [Theory]
    [InlineData(3600, "seconds ahead of")]
    [InlineData(-3600, "seconds behind")]
    [InlineData(20, "seconds ahead of")]
    public async Task A_replica_with_a_wrong_clock_warns_and_stores_right_times(int secondsAhead, string expected)
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var service = UnfurlHost.Start(
            [database.Setting],
            time: new ShiftedClock(TimeSpan.FromSeconds(secondsAhead))
        );

        var clock = service.Services.GetRequiredService<StorageClock>();

        (clock.GetUtcNow() - TimeProvider.System.GetUtcNow()).Duration().ShouldBeLessThan(TimeSpan.FromSeconds(5));
        await Eventually.TrueAsync(
            () =>
                service.Logs.Lines.Any(line =>
                    line.Level == LogLevel.Warning && line.Text.Contains(expected, StringComparison.Ordinal)
                ),
            "it warns"
        );
    }

    [Fact]
    public async Task A_replica_with_a_right_clock_does_not_warn()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var service = UnfurlHost.Start([database.Setting]);

        using var client = service.CreateClient();
        using var response = await client.GetAsync("/health/ready", TestContext.Current.CancellationToken);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        service.Logs.ToString().ShouldNotContain("This host's clock");
    }

    // Runs at the speed of the system's.
    private sealed class ShiftedClock(TimeSpan ahead) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + ahead;
    }
}
