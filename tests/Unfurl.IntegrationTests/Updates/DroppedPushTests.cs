using Unfurl.IntegrationTests.Parties;
using Unfurl.IntegrationTests.Promises;
using Unfurl.Simulator;
using Unfurl.Testing.GitHub;

namespace Unfurl.IntegrationTests.Updates;

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

    private async Task MakePrivateAsync()
    {
        await World.GitHub.MakePrivateAsync(GitHubThings.PublicRepository, GitHubUsers.Codertocat);
        await World.Sender.TakenAsync(GitHubExamples.Of("repository", "privatized").Delivery);
    }

    public sealed class OnSqlite() : DroppedPushTests(null);

    public sealed class OnPostgres(PostgresFixture postgres) : DroppedPushTests(postgres);
}
