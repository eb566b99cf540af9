using Microsoft.Extensions.DependencyInjection;
using Unfurl.Server.Configuration;
using Unfurl.Simulator;

namespace Unfurl.IntegrationTests.Notion.Push;

[OnEachDatabase]
public sealed class NotionRejectionTests : HostedPushTests
{
    [Fact]
    public async Task An_up_to_date_display_is_shown_with_its_times()
    {
        await Host.ConnectAsync("ada", GitHubUsers.Codertocat);
        await Host.ChangeAsync("After");
        await Host.UntilIdleAsync();

        var page = await Host.ConnectionsPageAsync("ada");

        page.ShouldContain("changed in Notion 2 Mar 2026, 09:00 UTC");
        page.ShouldContain("refreshed 2 Mar 2026, 09:00 UTC");
    }

    [Fact]
    public async Task A_failed_refresh_is_shown_as_retried()
    {
        await Host.ConnectAsync("ada", GitHubUsers.Codertocat);
        await Host.GitHub.FailAsync("bad-gateway", times: 20);
        await Host.ChangeAsync("After");
        await Host.UntilCountAsync(Rows.RetriedRefreshes, 1);

        (await Host.ConnectionsPageAsync("ada")).ShouldContain("the provider failed; the refresh is retried");
    }

    [Fact]
    public async Task A_token_rejected_after_renewal_is_not_renewed_again()
    {
        await Host.ConnectAsync("ada", GitHubUsers.Codertocat);
        Host.Notion.FailUpdates("ada", Enumerable.Repeat(new NotionFault(401), 10));

        await Host.ChangeAsync("After");

        await Host.UntilCountAsync(Rows.GrantsToReconnect, 1);
        await Host.UntilCountAsync(Rows.PushesWith("reconnect"), 1);
        Host.Pushes("ada").Count.ShouldBe(2);
        (await Host.ConnectionsPageAsync("ada")).ShouldContain("a push waits until you connect again in Notion");
    }

    [Fact]
    public async Task A_workspace_that_is_no_longer_listed_is_told_nothing_until_it_is_again()
    {
        await Host.ConnectAsync("ada", GitHubUsers.Codertocat, TrackerHost.Home);
        // As after a restart with another list.
        Listed = [TrackerHost.Stranger];
        await Host.ChangeAsync("First");
        await Host.UntilCountAsync(Rows.DeadLetteredPushes, 1);
        Host.Pushes("ada").ShouldBeEmpty();
        (await Host.ConnectionsPageAsync("ada")).ShouldContain("this workspace may no longer connect");

        Listed = [TrackerHost.Stranger, TrackerHost.Home];
        await Host.ChangeAsync("Second");

        await Host.UntilAsync(() => Host.Title("ada") == "Second", "the next change is shown");
    }

    [Fact]
    public async Task A_rejected_push_is_dead_lettered_until_the_next_change()
    {
        await Host.ConnectAsync("ada", GitHubUsers.Codertocat);
        Host.Notion.FailUpdates("ada", new NotionFault(400));
        await Host.ChangeAsync("First");
        await Host.UntilCountAsync(Rows.DeadLetteredPushes, 1);
        (await Host.ConnectionsPageAsync("ada")).ShouldContain("Notion rejected the latest state");

        await Host.ChangeAsync("Second");

        await Host.UntilAsync(() => Host.Title("ada") == "Second", "the next change is shown");
        await Host.UntilIdleAsync();
        Host.Pushes("ada").Count.ShouldBe(2);
    }

    [Fact]
    public async Task An_undecryptable_push_is_skipped_and_the_next_change_is_pushed()
    {
        await Host.ConnectAsync("ada", GitHubUsers.Codertocat);
        Host.Notion.FailUpdates("ada", new NotionFault(429, TimeSpan.FromMinutes(1)));
        await Host.ChangeAsync("First");
        await Host.UntilCountAsync(Rows.PushesWith("rate_limited"), 1);
        await Host.Database.ExecuteAsync("UPDATE jobs SET payload = 'gone'");
        await Host.UntilCountAsync(Rows.DeadLetteredPushes, 1);
        (await Host.ConnectionsPageAsync("ada")).ShouldContain("a change was lost");

        await Host.ChangeAsync("Second");

        await Host.UntilAsync(() => Host.Title("ada") == "Second", "the next change is shown");
    }

    [Fact]
    public async Task A_failing_push_backs_off_and_is_dead_lettered_after_a_day()
    {
        await Host.ConnectAsync("ada", GitHubUsers.Codertocat);
        Host.Notion.FailUpdates("ada", Enumerable.Repeat(new NotionFault(500), 100));

        await Host.ChangeAsync("After");

        await Host.UntilCountAsync(Rows.DeadLetteredPushes, 1);
        var times = Host.Pushes("ada").Select(push => push.At).ToList();
        var waits = times.Zip(times.Skip(1), (one, next) => next - one).ToList();
        waits[0].ShouldBeLessThan(TimeSpan.FromSeconds(3));
        waits.Max().ShouldBeLessThan(TimeSpan.FromHours(1.5));
        (times[^1] - times[0]).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromHours(23));
        times.Count.ShouldBeLessThan(50);
        (await Host.ConnectionsPageAsync("ada")).ShouldContain("not delivered for a day");
    }

    [Fact]
    public async Task An_undecryptable_push_is_shown_as_lost()
    {
        await Host.ConnectAsync("ada", GitHubUsers.Codertocat);
        Host.Notion.FailUpdates("ada", Enumerable.Repeat(new NotionFault(500), 100));
        await Host.ChangeAsync("After");
        await Host.UntilCountAsync(Rows.PushesWith("unavailable"), 1);

        await Host.Database.ExecuteAsync("UPDATE jobs SET payload = 'of other keys'");

        await Host.UntilCountAsync(Rows.DeadLetteredPushes, 1);
        (await Host.ConnectionsPageAsync("ada")).ShouldContain("a change was lost");
    }

    private IReadOnlyList<string> Listed
    {
        set => Host.Host.Service.Services.GetRequiredService<UnfurlOptions>().Notion.Workspaces = value;
    }
}

[OnEachDatabase]
public sealed class LongLivedTokenTests : HostedPushTests
{
    [Fact]
    public async Task Without_a_refresh_token_the_user_has_to_connect_again()
    {
        await Host.ConnectAsync("ada", GitHubUsers.Codertocat);
        Host.Notion.ExpireNotionTokens("ada");

        await Host.ChangeAsync("After");

        await Host.UntilCountAsync(Rows.GrantsToReconnect, 1);
        (await Host.ConnectionsPageAsync("ada")).ShouldContain("connect again in Notion: it no longer accepts updates");
    }

    protected override SimulatorOptions Change(SimulatorOptions options) => options with { IssueRefreshTokens = false };
}
