using Unfurl.Simulator.Databases;

namespace Unfurl.Tests.Simulator.Databases;

/// <summary>A connection that is subscribed to the events of a database, and what it receives.</summary>
internal sealed class SubscriptionFixture : IAsyncDisposable
{
    private SubscriptionFixture(DatabaseFixture simulator, EventReceiver receiver)
    {
        Simulator = simulator;
        Receiver = receiver;
        Work = simulator.AddShared(
            "Work",
            new("Link", "url"),
            new("State", "select", "Open", "Merged"),
            new("Count", "number")
        );
        Subscription = simulator.Connection.Subscribe(receiver.Url);
    }

    public DatabaseFixture Simulator { get; }

    public EventReceiver Receiver { get; }

    public SimulatedDataSource Work { get; }

    public SimulatedSubscription Subscription { get; }

    public SimulatedPerson Ada => Simulator.Ada;

    // Not verified yet.
    public static async Task<SubscriptionFixture> BeginAsync() =>
        new(await DatabaseFixture.StartAsync(), await EventReceiver.StartAsync());

    public static async Task<SubscriptionFixture> StartAsync()
    {
        var fixture = await BeginAsync();
        await fixture.SettleAsync();
        fixture.Subscription.Verify(fixture.Subscription.VerificationToken).ShouldBeTrue();
        return fixture;
    }

    // A row that is there already when a test begins.
    public async Task<SimulatedRow> AddRowAsync(string name = "Row")
    {
        var row = Work.AddRow(Ada, ("Name", name));
        await PassWindowAsync();
        return row;
    }

    // The window of aggregation ends, and its events are delivered.
    public async Task PassWindowAsync(SimulatedSubscription? of = null)
    {
        Simulator.Time.Advance(TimeSpan.FromSeconds(5));
        await SettleAsync(of);
    }

    public Task SettleAsync(SimulatedSubscription? of = null) => UntilAsync(() => (of ?? Subscription).Pending == 0);

    public Task UntilAsync(Func<bool> condition) =>
        Simulator.All.WaitForAsync(condition, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Simulator.DisposeAsync();
        await Receiver.DisposeAsync();
    }
}
