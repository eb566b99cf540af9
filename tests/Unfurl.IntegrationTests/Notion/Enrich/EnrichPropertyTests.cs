using System.Globalization;

namespace Unfurl.IntegrationTests.Notion.Enrich;

/// <summary>
/// Random editors, things, rights, credentials, places and failures: nothing is written that the account may not see, and all
/// rows are right in the end. <c>FUZZ=500 ./test --filter EnrichPropertyTests</c> tries more of them.
/// </summary>
public sealed class EnrichPropertyTests
{
    private const int Usual = 24;
    private static readonly TimeSpan UsualTime = TimeSpan.FromSeconds(12);

    [Fact]
    public async Task Rows_hold_what_the_account_may_see_and_nothing_else()
    {
        var isLong = int.TryParse(
            Environment.GetEnvironmentVariable("FUZZ"),
            CultureInfo.InvariantCulture,
            out var many
        );
        var from = int.TryParse(
            Environment.GetEnvironmentVariable("FUZZ_SEED"),
            CultureInfo.InvariantCulture,
            out var first
        )
            ? first
            : 0;
        var wire = new NotionWire();
        await using var driver = await EnrichDriver.StartAsync(builder => builder.WithServices(wire.Attach));
        driver.IsCalling = () => Task.FromResult(wire.Pending > 0);
        var began = TimeProvider.System.GetTimestamp();
        for (var seed = from; seed < from + (isLong ? many : Usual); seed++)
        {
            if (!isLong && seed > 5 && TimeProvider.System.GetElapsedTime(began) > UsualTime)
                break;
            using var run = new EnrichRun(driver, wire, seed);
            await run.RunAsync();
        }
    }
}
