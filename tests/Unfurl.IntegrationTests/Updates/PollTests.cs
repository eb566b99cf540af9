using Unfurl.IntegrationTests.Notion.Push;
using Unfurl.Server.Updates.Polling;

namespace Unfurl.IntegrationTests.Updates;

/// <summary>Providers without webhooks are polled.</summary>
[OnEachDatabase]
public sealed class PollTests : HostedPushTests
{
    protected override bool HasWebhooks => false;

    [Fact]
    public async Task A_recently_opened_link_is_polled_within_minutes()
    {
        await Host.ConnectAsync("ada", GitHubUsers.Codertocat);
        await Host.ConnectAsync("ben", GitHubUsers.Octocat, "office");
        await SetTitleAsync("After");

        Host.Clock.Advance(TimeSpan.FromMinutes(10));

        await Host.UntilAsync(
            () => Host.Title("ada") == "After" && Host.Title("ben") == "After",
            "both see the change"
        );
    }

    [Fact]
    public async Task A_link_unopened_for_weeks_is_polled_within_hours()
    {
        await Host.ConnectAsync("ada", GitHubUsers.Codertocat);
        Host.Clock.Advance(TimeSpan.FromDays(20));
        await Host.UntilCountAsync(Rows.RefreshedDisplays, 1);
        await Host.UntilIdleAsync();
        await SetTitleAsync("After");

        Host.Clock.Advance(TimeSpan.FromHours(5));
        (await Host.Database.CountAsync(Rows.DisplaysToPoll(Host.Clock.GetUtcNow()))).ShouldBe(0);
        Host.Clock.Advance(TimeSpan.FromHours(1));

        await Host.UntilAsync(() => Host.Title("ada") == "After", "the change is shown");
    }

    [Fact]
    public async Task An_unchanged_link_is_not_pushed()
    {
        await Host.ConnectAsync("ada", GitHubUsers.Codertocat);

        Host.Clock.Advance(TimeSpan.FromMinutes(10));
        await Host.UntilCountAsync(Rows.RefreshedDisplays, 1);
        await Host.UntilIdleAsync();

        Host.Pushes("ada").ShouldBeEmpty();
    }

    [Fact]
    public async Task Links_are_polled_one_at_a_time()
    {
        await Host.ConnectAsync("ada", GitHubUsers.Codertocat);
        await Host.Notion.PasteAsync("ada", "https://github.com/Codertocat/Hello-World/issues/1");

        Host.Clock.Advance(TimeSpan.FromMinutes(10));

        await Host.UntilCountAsync(Rows.RefreshedDisplays, 2);
        var apart = await Host.Database.CountAsync(Rows.DisplaysPolledApart);
        apart.ShouldBe(1);
    }

    [Fact]
    public async Task A_comment_is_polled_with_a_conditional_request()
    {
        await Host.ConnectAsync("ada", GitHubUsers.Codertocat);
        await Host.Notion.PasteAsync(
            "ada",
            "https://github.com/Codertocat/Hello-World/issues/1#issuecomment-492700400"
        );

        Host.Clock.Advance(TimeSpan.FromMinutes(10));
        await Host.UntilCountAsync(Rows.RefreshedDisplays, 2);

        var calls = await Host.GitHub.CallsAsync();
        calls.Rest.ShouldBeGreaterThan(1);
        calls.NotModified.ShouldBe(calls.Rest - 1);
    }

    private Task SetTitleAsync(string title) =>
        Host.GitHub.SetAsync(GitHubThings.PublicRepository, GitHubThings.PullRequest, new { title });
}

/// <summary>Providers with webhooks are not polled.</summary>
[OnEachDatabase]
public sealed class PollWithWebhooksTests : ManualWorkerTests
{
    [Fact]
    public async Task Links_of_an_instance_with_webhooks_are_not_polled()
    {
        Host.Clock.Advance(TimeSpan.FromDays(1));
        var waiting = Host.Clock.WaitingTimers;

        await StartWorkerAsync<PollWorker>();

        await Eventually.TrueAsync(() => Host.Clock.WaitingTimers > waiting, "all instances had their turn");
        (await Host.Database.CountAsync(Rows.Displays)).ShouldBe(1);
        (await Host.Database.CountAsync(Rows.Polls)).ShouldBe(0);
        (await Host.Database.CountAsync(Rows.RefreshesOfLinks)).ShouldBe(0);
    }
}
