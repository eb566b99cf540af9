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

/// <summary>What waits to be told may have become wrong meanwhile, or none of Notion's business.</summary>
public abstract class DroppedPushTests(PostgresFixture? postgres) : PushWorldTests(postgres)
{
    [Fact]
    public async Task Where_access_may_be_lost_what_waits_is_dropped_at_once()
    {
        await World.ConnectAsync("ben", GitHubUsers.Octocat);
        World.Notion.FailUpdates("ben", new NotionFault(429, TimeSpan.FromHours(1)));
        await World.ChangeAsync("Secret");
        await World.UntilCountAsync("due_pushes WHERE problem = 'rate_limited'", 1);

        await MakePrivateAsync();

        (await World.Database.CountAsync("due_pushes")).ShouldBe(0);
        await World.UntilAsync(() => World.Preview("ben").Error is { Status: 404 }, "the preview is broken");
        World.PushedTitles("ben").ShouldNotContain("Secret");
    }

    [Fact]
    public async Task Where_access_may_be_lost_what_is_under_way_is_not_tried_again()
    {
        await World.ConnectAsync("ben", GitHubUsers.Octocat);
        World.Notion.FailUpdates("ben", NotionFault.Silence);
        await World.ChangeAsync("Secret");
        await World.UntilCountAsync("due_pushes WHERE claimed_until IS NOT NULL", 1);
        await World.GitHub.FailAsync("bad-gateway", times: 3);

        await MakePrivateAsync();

        await World.UntilAsync(() => World.Preview("ben").Error is { Status: 404 }, "the preview is broken");
        await World.NothingIsLeftAsync();
        World.PushedTitles("ben").ShouldNotContain("Secret");
    }

    [Fact]
    public async Task Who_opens_the_page_is_not_shown_what_waited_from_before()
    {
        await World.ConnectAsync("ada", GitHubUsers.Codertocat);
        World.Notion.FailUpdates("ada", new NotionFault(429, TimeSpan.FromHours(1)));
        await World.ChangeAsync("First");
        await World.UntilCountAsync("due_pushes WHERE problem = 'rate_limited'", 1);
        await World.GitHub.SetAsync(GitHubThings.PublicRepository, 2, new { title = "Second" });
        World.Clock.Advance(GitHubWorld.Fresh);

        await World.Notion.OpenAsync("ada", PushWorld.PullRequest);

        World.Title("ada").ShouldBe("Second");
        (await World.Database.CountAsync("due_pushes")).ShouldBe(0);
    }

    [Fact]
    public async Task Who_opens_the_page_and_sees_that_the_thing_is_gone_is_not_shown_what_waited_from_before()
    {
        await World.ConnectAsync("ben", GitHubUsers.Octocat);
        World.Notion.FailUpdates("ben", new NotionFault(429, TimeSpan.FromHours(1)));
        await World.ChangeAsync("First");
        await World.UntilCountAsync("due_pushes WHERE problem = 'rate_limited'", 1);
        await World.GitHub.MakePrivateAsync(GitHubThings.PublicRepository, GitHubUsers.Codertocat);
        World.Clock.Advance(GitHubWorld.Fresh);

        await World.Notion.OpenAsync("ben", PushWorld.PullRequest);

        World.Preview("ben").Error.ShouldNotBeNull();
        (await World.Database.CountAsync("due_pushes")).ShouldBe(0);
    }

    [Fact]
    public async Task Who_opened_the_page_while_Notion_was_being_told_reads_of_nothing_that_was_given_up()
    {
        await World.ConnectAsync("ada", GitHubUsers.Codertocat);
        World.Notion.FailUpdates("ada", new NotionFault(500), NotionFault.Silence);
        await World.ChangeAsync("After");
        await World.UntilCountAsync("due_pushes WHERE claimed_until IS NOT NULL AND attempts = 1", 1);
        await World.Notion.OpenAsync("ada", PushWorld.PullRequest);
        World.Title("ada").ShouldBe("After");

        var page = await World.ConnectionsPageAsync("ada");

        (await World.Database.CountAsync("due_pushes WHERE is_parked = 1")).ShouldBe(1);
        page.ShouldNotContain("given up");
        await World.NothingIsLeftAsync();
    }

    [Fact]
    public async Task A_state_from_before_the_page_was_opened_is_asked_for_again()
    {
        await World.ConnectAsync("ada", GitHubUsers.Codertocat);
        var services = World.World.Service.Services;
        var slow = new ClaimedRefresh
        {
            Provider = "github",
            Scope = DisplayScope.Link,
            Name = (await World.Database.TextsAsync("SELECT link FROM tracked_previews")).Single(),
            Kind = RefreshKind.Expire,
            Generation = 1,
            Attempts = 0,
            Turn = 1,
        };
        var begun = await services
            .GetRequiredService<TrackedPreviewRepository>()
            .FindAsync(slow.Provider, slow.Scope, slow.Name, TestContext.Current.CancellationToken);
        var older = CacheResult.Of(AnswerRenderer.NoLink, CacheSource.Resolved);
        await World.GitHub.SetAsync(GitHubThings.PublicRepository, 2, new { title = "After" });
        World.Clock.Advance(GitHubWorld.Fresh);
        await World.Notion.OpenAsync("ada", PushWorld.PullRequest);

        var isDone = await services
            .GetRequiredService<DuePushRepository>()
            .TellAsync(begun.Single(), slow.Provider, slow.Turn, older, TestContext.Current.CancellationToken);

        isDone.ShouldBeFalse();
        (await World.Database.CountAsync("due_pushes")).ShouldBe(0);
    }

    private async Task MakePrivateAsync()
    {
        await World.GitHub.MakePrivateAsync(GitHubThings.PublicRepository, GitHubUsers.Codertocat);
        await World.Sender.TakenAsync(GitHubExamples.Of("repository", "privatized").Delivery);
    }

    public sealed class OnSqlite() : DroppedPushTests(null);

    public sealed class OnPostgres(PostgresFixture postgres) : DroppedPushTests(postgres);
}
