using Microsoft.Extensions.DependencyInjection;
using Unfurl.Server.Storage;
using Unfurl.Server.Updates;
using Unfurl.Server.Updates.Jobs;

namespace Unfurl.IntegrationTests.Updates;

/// <summary>A correction of stored times that the database kept waiting takes no right time for one of a clock that is ahead.</summary>
[OnEachDatabase]
public sealed class LateCorrectionTests : WebhookTests
{
    [Fact]
    public async Task What_right_clocks_stored_meanwhile_stays_as_it_is()
    {
        await SendAcceptedAsync(Delivery("pull_request", "synchronize"));
        var stored = Rows.RefreshesDueAfter(Clock.GetUtcNow(), TimeSpan.FromMilliseconds(200));

        var corrected = await CorrectAsync(new(new SlowClock(Clock), _ => Task.FromResult<DateTimeOffset?>(null)));

        corrected.ShouldBe(0);
        (await Database.CountAsync(stored)).ShouldBe(1);
    }

    [Fact]
    public async Task What_a_clock_stored_that_was_ahead_is_corrected()
    {
        Clock.SetWrong(TimeSpan.FromMinutes(1));
        await SendAcceptedAsync(Delivery("pull_request", "synchronize"));
        Clock.SetWrong(TimeSpan.Zero);

        var corrected = await CorrectAsync(new(Clock, _ => Task.FromResult<DateTimeOffset?>(null)));

        // The delivery and its job.
        corrected.ShouldBe(2);
    }

    // The service corrects times right after its start, which may be a moment later on a busy machine.
    protected override void Configure(IServiceCollection services)
    {
        base.Configure(services);
        services.Remove(services.Single(one => one.ImplementationType == typeof(StorageClockWorker)));
    }

    private async Task<int> CorrectAsync(StorageClock clock)
    {
        var database = Service.Services.GetRequiredService<Database>();
        var jobs = await new JobTimes(database, clock).CorrectTimesAsync(TestContext.Current.CancellationToken);
        return jobs + await new UpdateTimes(database, clock).CorrectTimesAsync(TestContext.Current.CancellationToken);
    }

    // A minute passes between each two looks at it.
    private sealed class SlowClock(TestClock clock) : TimeProvider
    {
        private int _looks;

        public override DateTimeOffset GetUtcNow() =>
            clock.GetUtcNow() + TimeSpan.FromMinutes(_looks++ % 2 == 0 ? -1 : 0);
    }
}
