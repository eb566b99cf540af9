using Unfurl.Testing.Postgres;

namespace Unfurl.Benchmarks.Http.Scenarios;

/// <summary>From a provider's delivery to the push, without rate limits at Notion.</summary>
internal sealed class Pushes : IScenario
{
    public string Name => "push";

    public async Task RunAsync(Report report)
    {
        report.Line("|  | changes | p50 ms | p99 ms | deliveries/s | pushes/s | CPU ms/change |");
        report.Line("|---|---|---|---|---|---|---|");
        await RunAsync(report, "SQLite");
        await using var postgres = await PostgresServer.StartAsync();
        await RunAsync(
            report,
            "PostgreSQL",
            new KeyValuePair<string, string?>("ConnectionStrings:Postgres", await postgres.CreateDatabaseAsync())
        );
    }

    private static async Task RunAsync(
        Report report,
        string storage,
        params IEnumerable<KeyValuePair<string, string?>> settings
    )
    {
        await using var provider = await ProviderDouble.StartAsync();
        await using var service = await ServiceUnderTest.StartAsync(provider, settings.Append(ChangeLoad.Secret));
        using var changes = await ChangeLoad.PrepareAsync(provider, service);
        // Warm-up for the JIT compiler.
        await changes.RunAsync(TimeSpan.Zero);

        void Row(string how, ChangeResult changed) =>
            report.Line(
                $"| {storage} | {ChangeLoad.Count} {how} | {changed.P50:F0} | {changed.P99:F0} | {changed.DeliveriesPerSecond:F0} | {changed.PushesPerSecond:F0} | {changed.CpuMilliseconds:F1} |"
            );
        var atOnce = await changes.RunAsync(TimeSpan.Zero);
        Row("as fast as they come", atOnce);
        // 1,000 per minute; with fewer changes, the same rate.
        var within = TimeSpan.FromSeconds(60 * ChangeLoad.Count / 1000.0);
        var spread = await changes.RunAsync(within);
        Row($"within {within.TotalSeconds:F0} s", spread);
        report.AtMost(
            $"{ChangeLoad.Count} changes within {within.TotalSeconds:F0} s, {storage}",
            "delivery to push, p50",
            spread.P50,
            1000,
            "ms"
        );
    }
}
