using Unfurl.IntegrationTests.Notion.Push;
using Unfurl.Simulator;

namespace Unfurl.IntegrationTests.Tracking;

[OnEachDatabase]
public sealed class TrackForTests : HostedPushTests
{
    protected override IEnumerable<KeyValuePair<string, string?>> Settings =>
        [new("Unfurl:Updates:TrackFor", "2.00:00:00")];

    [Fact]
    public async Task An_expired_display_is_not_pushed()
    {
        await Host.ConnectAsync("ada", GitHubUsers.Codertocat);
        await Host.Clock.AdvanceUntilAsync(
            TimeSpan.FromDays(2),
            async () => await Host.Database.CountAsync(Rows.Displays) == 0,
            "the display is forgotten"
        );

        await Host.ChangeAsync("After");

        await Host.UntilIdleAsync();
        Host.Pushes("ada").ShouldBeEmpty();
    }

    [Fact]
    public async Task Opening_the_page_extends_tracking()
    {
        await Host.ConnectAsync("ada", GitHubUsers.Codertocat);
        for (var day = 0; day < 3; day++)
        {
            Host.Clock.Advance(TimeSpan.FromDays(1));
            await OpenAsync();
        }

        await Host.ChangeAsync("After");

        await Host.UntilAsync(() => Host.Title("ada") == "After", "the change is shown");
    }

    [Fact]
    public async Task Reopening_on_the_same_day_is_not_stored()
    {
        await Host.ConnectAsync("ada", GitHubUsers.Codertocat);
        var first = Host.Clock.GetUtcNow();
        Host.Clock.Advance(TimeSpan.FromHours(1));

        (await Host.Notion.OpenAsync("ada", PushDriver.PullRequest)).Violations.ShouldBeEmpty();

        (await Host.Database.CountAsync(Rows.DisplaysShownAt(first))).ShouldBe(1);
    }

    // Waits until the display is stored.
    private async Task OpenAsync()
    {
        await Host.Notion.OpenAsync("ada", PushDriver.PullRequest);
        await Eventually.TrueAsync(
            async () => await Host.Database.CountAsync(Rows.DisplaysShownAt(Host.Clock.GetUtcNow())) == 1,
            "it is noted"
        );
    }

    [Fact]
    [OnSqlite]
    public async Task Reopening_is_stored_in_the_background()
    {
        await Host.ConnectAsync("ada", GitHubUsers.Codertocat);
        Host.Clock.Advance(TimeSpan.FromDays(1));
        await Host.Database.ExecuteAsync("ALTER TABLE displays RENAME TO elsewhere");

        var response = await Host.Notion.OpenAsync("ada", PushDriver.PullRequest);

        response.Violations.ShouldBeEmpty();
        Host.Title("ada").ShouldBe(PushDriver.Before);
        await Host.Database.ExecuteAsync("ALTER TABLE elsewhere RENAME TO displays");
        // A failed write is repeated before the next response.
        await Eventually.TrueAsync(
            async () =>
            {
                await Host.Notion.OpenAsync("ada", PushDriver.PullRequest);
                return await Host.Database.CountAsync(Rows.DisplaysShownAt(Host.Clock.GetUtcNow())) == 1;
            },
            "it is noted"
        );
    }
}
