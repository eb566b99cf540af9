using Microsoft.Extensions.DependencyInjection;
using Unfurl.Server.Notion.Push;
using Unfurl.Server.Previews;
using Unfurl.Server.Tracking;
using Unfurl.Server.Updates;
using Unfurl.Server.Updates.Refresh;
using Unfurl.Simulator;

namespace Unfurl.IntegrationTests.Notion.Push;

[OnEachDatabase]
public sealed class DroppedPushTests : HostedPushTests
{
    [Fact]
    public async Task A_possible_loss_of_access_drops_queued_pushes()
    {
        await Host.ConnectAsync("ben", GitHubUsers.Octocat);
        Host.Notion.FailUpdates("ben", new NotionFault(429, TimeSpan.FromHours(1)));
        await Host.ChangeAsync("Secret");
        await Host.UntilCountAsync(Rows.PushesWith("rate_limited"), 1);

        await MakePrivateAsync();

        (await Host.Database.CountAsync(Rows.Pushes)).ShouldBe(0);
        await Host.UntilAsync(() => Host.Preview("ben").Error is { Status: 404 }, "the preview is broken");
        Host.PushedTitles("ben").ShouldNotContain("Secret");
    }

    [Fact]
    public async Task A_possible_loss_of_access_stops_retries_of_a_leased_push()
    {
        await Host.ConnectAsync("ben", GitHubUsers.Octocat);
        Host.Notion.FailUpdates("ben", NotionFault.NoResponse);
        await Host.ChangeAsync("Secret");
        await Host.UntilCountAsync(Rows.LeasedPushes, 1);
        await Host.GitHub.FailAsync("bad-gateway", times: 3);

        await MakePrivateAsync();

        await Host.UntilAsync(() => Host.Preview("ben").Error is { Status: 404 }, "the preview is broken");
        await Host.UntilIdleAsync();
        Host.PushedTitles("ben").ShouldNotContain("Secret");
    }

    [Fact]
    public async Task Opening_the_page_drops_queued_pushes()
    {
        await Host.ConnectAsync("ada", GitHubUsers.Codertocat);
        Host.Notion.FailUpdates("ada", new NotionFault(429, TimeSpan.FromHours(1)));
        await Host.ChangeAsync("First");
        await Host.UntilCountAsync(Rows.PushesWith("rate_limited"), 1);
        await Host.GitHub.SetAsync(GitHubThings.PublicRepository, 2, new { title = "Second" });
        Host.Clock.Advance(DefaultTimes.Fresh);

        await Host.Notion.OpenAsync("ada", PushDriver.PullRequest);

        Host.Title("ada").ShouldBe("Second");
        (await Host.Database.CountAsync(Rows.Pushes)).ShouldBe(0);
    }

    [Fact]
    public async Task Opening_the_page_of_a_missing_resource_drops_queued_pushes()
    {
        await Host.ConnectAsync("ben", GitHubUsers.Octocat);
        Host.Notion.FailUpdates("ben", new NotionFault(429, TimeSpan.FromHours(1)));
        await Host.ChangeAsync("First");
        await Host.UntilCountAsync(Rows.PushesWith("rate_limited"), 1);
        await Host.GitHub.MakePrivateAsync(GitHubThings.PublicRepository, GitHubUsers.Codertocat);
        Host.Clock.Advance(DefaultTimes.Fresh);

        await Host.Notion.OpenAsync("ben", PushDriver.PullRequest);

        Host.Preview("ben").Error.ShouldNotBeNull();
        (await Host.Database.CountAsync(Rows.Pushes)).ShouldBe(0);
    }

    [Fact]
    public async Task Opening_the_page_during_a_push_shows_no_dead_lettered_push()
    {
        await Host.ConnectAsync("ada", GitHubUsers.Codertocat);
        Host.Notion.FailUpdates("ada", new NotionFault(500), NotionFault.NoResponse);
        await Host.ChangeAsync("After");
        await Host.UntilCountAsync(Rows.RetriedLeasedPushes, 1);
        await Host.Notion.OpenAsync("ada", PushDriver.PullRequest);
        Host.Title("ada").ShouldBe("After");

        var page = await Host.ConnectionsPageAsync("ada");

        (await Host.Database.CountAsync(Rows.DeadLetteredPushes)).ShouldBe(1);
        page.ShouldNotContain("not delivered");
        await Host.UntilIdleAsync();
    }

    [Fact]
    public async Task A_state_older_than_the_opened_page_is_refreshed_again()
    {
        await Host.ConnectAsync("ada", GitHubUsers.Codertocat);
        var services = Host.Host.Service.Services;
        var link = (await Host.Database.DisplayedLinksAsync()).Single();
        var begun = await services
            .GetRequiredService<DisplayRepository>()
            .FindAsync("github", DisplayScope.Link, link, TestContext.Current.CancellationToken);
        var older = new CacheResult(PreviewService.SignInNeeded(isSuspended: false), CacheSource.Resolved);
        var matched = services.GetRequiredService<PreviewService>().Match(PushDriver.PullRequest, out _)!;
        await Host.GitHub.SetAsync(GitHubThings.PublicRepository, 2, new { title = "After" });
        Host.Clock.Advance(DefaultTimes.Fresh);
        await Host.Notion.OpenAsync("ada", PushDriver.PullRequest);

        var isDone = await services
            .GetRequiredService<Surfaces>()
            .TellAsync(begun.Single(), matched, 1, older, TestContext.Current.CancellationToken);

        isDone.ShouldBeFalse();
        (await Host.Database.CountAsync(Rows.Pushes)).ShouldBe(0);
    }

    private async Task MakePrivateAsync()
    {
        await Host.GitHub.MakePrivateAsync(GitHubThings.PublicRepository, GitHubUsers.Codertocat);
        await Host.Sender.SendAcceptedAsync(GitHubExamples.Of("repository", "privatized").Delivery);
    }
}
