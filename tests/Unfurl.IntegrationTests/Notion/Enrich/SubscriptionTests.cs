using Microsoft.Extensions.DependencyInjection;
using Unfurl.Server.Notion.Enrich.Events;
using Unfurl.Simulator.Databases;

namespace Unfurl.IntegrationTests.Notion.Enrich;

/// <summary>With the events that Notion sends by itself: also late, doubled, in another order, or not at all.</summary>
public sealed class SubscriptionTests : HostedEnrichTests
{
    private const int Count = 30;
    private const string OtherToken = "ntn_of_the_other";

    protected override TestHostBuilder Configure(TestHostBuilder builder) =>
        builder.With("Unfurl:Notion:Connections:other:Token", OtherToken);

    private readonly List<SimulatedSubscription> _subscriptions = [];

    private SubscriptionRepository Subscriptions =>
        Driver.Host.Service.Services.GetRequiredService<SubscriptionRepository>();

    [Fact]
    public async Task A_pasted_link_is_filled_within_seconds_and_own_writes_lead_to_nothing()
    {
        var subscription = await SubscribeAsync();
        await Driver.EnrichAsync(Source);
        await JustReadAsync();
        var (since, before) = (Driver.Host.Clock.GetUtcNow(), Driver.Bot.RequestCount);

        var row = Source.AddRow(Driver.Ada, ("Link", EnrichDriver.PullRequest));
        await Driver.UntilAsync(() => row.Text("Title") == EnrichDriver.Title, "the row is filled");

        // Notion's window for edits of one page, and the debounce.
        (Driver.Host.Clock.GetUtcNow() - since).ShouldBeLessThan(TimeSpan.FromSeconds(20));
        await SentAsync(subscription);
        Driver.Writes.ShouldHaveSingleItem();
        // The row, and its write.
        (Driver.Bot.RequestCount - before).ShouldBe(2);
        subscription.Deliveries.ShouldAllBe(delivery => delivery.IsTaken);
    }

    [Fact]
    public async Task All_rows_are_right_whatever_happens_to_the_events()
    {
        var subscription = await SubscribeAsync();
        var rows = AddRows();
        await Driver.EnrichAsync(Source);
        await Driver.UntilAsync(() => IsFilled(rows), "all are filled");
        for (var round = 0; round < 3; round++)
        {
            subscription.Disturb([.. EventFault.Sequence($"round {round}", 2 * Count)]);
            foreach (var row in rows)
                row.Edit(Driver.Ada, "Title", $"Own {round}");
            await Driver.LetPassAsync(TimeSpan.FromSeconds(20), untilIdle: false);
        }

        await Driver.LetPassAsync(TimeSpan.FromMinutes(2));

        IsFilled(rows).ShouldBeTrue();
        var writes = Driver.Writes.Count;
        await Driver.LetPassAsync(TimeSpan.FromMinutes(6));
        Driver.Writes.Count.ShouldBe(writes);
        writes.ShouldBeLessThanOrEqualTo(4 * Count);
    }

    [Fact]
    public async Task Without_any_event_rows_are_right_within_two_minutes()
    {
        var subscription = await SubscribeAsync();
        subscription.Disturb([.. Enumerable.Repeat(EventFault.Lost, 500)]);
        await Driver.EnrichAsync(Source);
        await JustReadAsync();

        var rows = AddRows();
        await Driver.LetPassAsync(TimeSpan.FromMinutes(2));

        IsFilled(rows).ShouldBeTrue();
    }

    [Fact]
    public async Task Two_connections_that_share_a_database_do_not_answer_each_other()
    {
        var other = Driver.Workspace.AddConnection("Other", new Secret(OtherToken));
        Source.Database.ShareWith(other);
        Source.AddColumn(new("Second title", "rich_text"));
        await SubscribeAsync();
        await SubscribeAsync(other, "other");
        var row = Source.AddRow(Driver.Ada, ("Link", EnrichDriver.PullRequest));
        await Driver.EnrichAsync(Source);
        await Driver.SignInAsync(GitHubUsers.Octocat);
        // The younger one.
        Driver.Host.Clock.Advance(TimeSpan.FromSeconds(1));
        await Driver.EnrichAsync(
            Source,
            [],
            [("Title", "title"), ("Second title", "title")],
            name: "another",
            connection: "other"
        );
        await Driver.UntilAsync(
            () => (row.Text("Title"), row.Text("Second title")) == (EnrichDriver.Title, EnrichDriver.Title),
            "both are filled"
        );
        await Driver.LetPassAsync(TimeSpan.FromMinutes(3));
        var before = Driver.Writes.Count;

        await Driver.ChangeAsync("After");
        await Driver.LetPassAsync(TimeSpan.FromMinutes(10));

        (row.Text("Title"), row.Text("Second title")).ShouldBe(("After", "After"));
        (Driver.Writes.Count - before).ShouldBe(2);
    }

    private Task<SimulatedSubscription> SubscribeAsync() => SubscribeAsync(Driver.Bot, EnrichDriver.Connection);

    // As an administrator does, between Notion and the page.
    private async Task<SimulatedSubscription> SubscribeAsync(SimulatedConnection connection, string name)
    {
        Driver.IsCalling = () => Task.FromResult(Wire.Pending > 0 || _subscriptions.Exists(one => one.IsSending));
        await Subscriptions.OpenAsync(name, default);
        var subscription = connection.Subscribe(new Uri(Driver.Host.Url, $"/notion/webhook/{name}"));
        _subscriptions.Add(subscription);
        await SentAsync(subscription);
        var token = (await Subscriptions.ShowAsync(name, default)).ShouldNotBeNull();
        subscription.Verify(token).ShouldBeTrue();
        var pending = (await Subscriptions.FindAsync(name, default)).PendingAt!.Value;
        (await Subscriptions.AcceptAsync(name, pending, default)).ShouldBeTrue();
        return subscription;
    }

    private Task SentAsync(SimulatedSubscription subscription) =>
        Driver.UntilAsync(() => subscription.Pending == 0, "all events are sent");

    private List<SimulatedRow> AddRows() =>
        [.. Enumerable.Range(0, Count).Select(_ => Source.AddRow(Driver.Ada, ("Link", EnrichDriver.PullRequest)))];

    private static bool IsFilled(List<SimulatedRow> rows) =>
        rows.TrueForAll(row => row.Text("Title") == EnrichDriver.Title);

    private async Task JustReadAsync()
    {
        var before = (await Driver.EnrichmentAsync()).State.LastReadAt;
        await Driver.UntilAsync(
            async () => (await Driver.EnrichmentAsync()).State.LastReadAt != before,
            "the edited rows are asked for"
        );
    }
}
