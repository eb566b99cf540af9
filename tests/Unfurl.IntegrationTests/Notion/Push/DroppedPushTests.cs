using Microsoft.Extensions.DependencyInjection;
using Unfurl.IntegrationTests.Contract;
using Unfurl.IntegrationTests.Fixtures;
using Unfurl.Server.Notion.Push;
using Unfurl.Server.Previews;
using Unfurl.Server.Tracking;
using Unfurl.Server.Updates;
using Unfurl.Server.Updates.Refresh;
using Unfurl.Simulator;
using Unfurl.Testing.GitHub;

namespace Unfurl.IntegrationTests.Notion.Push;

public abstract class DroppedPushTests(PostgresFixture? postgres) : HostedPushTests(postgres)
{
    [Fact]
    public async Task A_possible_loss_of_access_drops_queued_pushes()
    {
        await Host.ConnectAsync("ben", GitHubUsers.Octocat);
        Host.Notion.FailUpdates("ben", new NotionFault(429, TimeSpan.FromHours(1)));
        await Host.ChangeAsync("Secret");
        await Host.UntilCountAsync("due_pushes WHERE problem = 'rate_limited'", 1);

        await MakePrivateAsync();

        (await Host.Database.CountAsync("due_pushes")).ShouldBe(0);
        await Host.UntilAsync(() => Host.Preview("ben").Error is { Status: 404 }, "the preview is broken");
        Host.PushedTitles("ben").ShouldNotContain("Secret");
    }

    [Fact]
    public async Task A_possible_loss_of_access_stops_retries_of_a_leased_push()
    {
        await Host.ConnectAsync("ben", GitHubUsers.Octocat);
        Host.Notion.FailUpdates("ben", NotionFault.NoResponse);
        await Host.ChangeAsync("Secret");
        await Host.UntilCountAsync("due_pushes WHERE claimed_until IS NOT NULL", 1);
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
        await Host.UntilCountAsync("due_pushes WHERE problem = 'rate_limited'", 1);
        await Host.GitHub.SetAsync(GitHubThings.PublicRepository, 2, new { title = "Second" });
        Host.Clock.Advance(GitHubTestHost.Fresh);

        await Host.Notion.OpenAsync("ada", PushTestHost.PullRequest);

        Host.Title("ada").ShouldBe("Second");
        (await Host.Database.CountAsync("due_pushes")).ShouldBe(0);
    }

    [Fact]
    public async Task Opening_the_page_of_a_missing_resource_drops_queued_pushes()
    {
        await Host.ConnectAsync("ben", GitHubUsers.Octocat);
        Host.Notion.FailUpdates("ben", new NotionFault(429, TimeSpan.FromHours(1)));
        await Host.ChangeAsync("First");
        await Host.UntilCountAsync("due_pushes WHERE problem = 'rate_limited'", 1);
        await Host.GitHub.MakePrivateAsync(GitHubThings.PublicRepository, GitHubUsers.Codertocat);
        Host.Clock.Advance(GitHubTestHost.Fresh);

        await Host.Notion.OpenAsync("ben", PushTestHost.PullRequest);

        Host.Preview("ben").Error.ShouldNotBeNull();
        (await Host.Database.CountAsync("due_pushes")).ShouldBe(0);
    }

    [Fact]
    public async Task Opening_the_page_during_a_push_shows_no_dead_lettered_push()
    {
        await Host.ConnectAsync("ada", GitHubUsers.Codertocat);
        Host.Notion.FailUpdates("ada", new NotionFault(500), NotionFault.NoResponse);
        await Host.ChangeAsync("After");
        await Host.UntilCountAsync("due_pushes WHERE claimed_until IS NOT NULL AND attempts = 1", 1);
        await Host.Notion.OpenAsync("ada", PushTestHost.PullRequest);
        Host.Title("ada").ShouldBe("After");

        var page = await Host.ConnectionsPageAsync("ada");

        (await Host.Database.CountAsync("due_pushes WHERE is_parked = 1")).ShouldBe(1);
        page.ShouldNotContain("not delivered");
        await Host.UntilIdleAsync();
    }

    [Fact]
    public async Task A_state_older_than_the_opened_page_is_refreshed_again()
    {
        await Host.ConnectAsync("ada", GitHubUsers.Codertocat);
        var services = Host.Host.Service.Services;
        var slow = new LeasedRefreshJob
        {
            Provider = "github",
            Scope = DisplayScope.Link,
            Name = (await Host.Database.TextsAsync("SELECT link FROM tracked_previews")).Single(),
            Kind = RefreshKind.Expire,
            Generation = 1,
            Attempts = 0,
            Turn = 1,
        };
        var begun = await services
            .GetRequiredService<DisplayRepository>()
            .FindAsync(slow.Provider, slow.Scope, slow.Name, TestContext.Current.CancellationToken);
        var older = CacheResult.Of(ResolutionRenderer.NotALink, CacheSource.Resolved);
        await Host.GitHub.SetAsync(GitHubThings.PublicRepository, 2, new { title = "After" });
        Host.Clock.Advance(GitHubTestHost.Fresh);
        await Host.Notion.OpenAsync("ada", PushTestHost.PullRequest);

        var isDone = await services
            .GetRequiredService<QueuedPushJobRepository>()
            .TellAsync(begun.Single(), slow.Provider, slow.Turn, older, TestContext.Current.CancellationToken);

        isDone.ShouldBeFalse();
        (await Host.Database.CountAsync("due_pushes")).ShouldBe(0);
    }

    private async Task MakePrivateAsync()
    {
        await Host.GitHub.MakePrivateAsync(GitHubThings.PublicRepository, GitHubUsers.Codertocat);
        await Host.Sender.SendAcceptedAsync(GitHubExamples.Of("repository", "privatized").Delivery);
    }

    public sealed class OnSqlite() : DroppedPushTests(null);

    public sealed class OnPostgres(PostgresFixture postgres) : DroppedPushTests(postgres);
}
