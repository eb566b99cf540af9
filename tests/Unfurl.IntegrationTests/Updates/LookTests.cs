using Unfurl.IntegrationTests.Fixtures;
using Unfurl.IntegrationTests.Notion.Push;
using Unfurl.Server.Updates.Polling;
using Unfurl.Testing;
using Unfurl.Testing.GitHub;

namespace Unfurl.IntegrationTests.Updates;

/// <summary>Providers that do not tell of changes are asked now and then.</summary>
public abstract class LookTests(PostgresFixture? postgres) : PushWorldTests(postgres)
{
    protected override bool HasWebhooks => false;

    [Fact]
    public async Task What_was_opened_lately_is_looked_at_again_within_minutes()
    {
        await World.ConnectAsync("ada", GitHubUsers.Codertocat);
        await World.ConnectAsync("ben", GitHubUsers.Octocat, "office");
        await SetTitleAsync("After");

        World.Clock.Advance(TimeSpan.FromMinutes(10));

        await World.UntilAsync(
            () => World.Title("ada") == "After" && World.Title("ben") == "After",
            "both see the change"
        );
    }

    [Fact]
    public async Task What_nobody_opened_for_weeks_is_looked_at_within_hours()
    {
        await World.ConnectAsync("ada", GitHubUsers.Codertocat);
        World.Clock.Advance(TimeSpan.FromDays(20));
        await World.UntilCountAsync("tracked_previews WHERE refreshed_at IS NOT NULL", 1);
        await World.NothingIsLeftAsync();
        await SetTitleAsync("After");

        World.Clock.Advance(TimeSpan.FromHours(5));
        (await World.Database.CountAsync(DueLooks())).ShouldBe(0);
        World.Clock.Advance(TimeSpan.FromHours(1));

        await World.UntilAsync(() => World.Title("ada") == "After", "the change is shown");
    }

    [Fact]
    public async Task What_did_not_change_is_not_pushed()
    {
        await World.ConnectAsync("ada", GitHubUsers.Codertocat);

        World.Clock.Advance(TimeSpan.FromMinutes(10));
        await World.UntilCountAsync("tracked_previews WHERE refreshed_at IS NOT NULL", 1);
        await World.NothingIsLeftAsync();

        World.Pushes("ada").ShouldBeEmpty();
    }

    [Fact]
    public async Task One_link_is_looked_at_after_the_other()
    {
        await World.ConnectAsync("ada", GitHubUsers.Codertocat);
        await World.Notion.PasteAsync("ada", "https://github.com/Codertocat/Hello-World/issues/1");

        World.Clock.Advance(TimeSpan.FromMinutes(10));

        await World.UntilCountAsync("tracked_previews WHERE refreshed_at IS NOT NULL", 2);
        var apart = await World.Database.CountAsync(
            "tracked_previews a, tracked_previews b WHERE a.look_at >= b.look_at + 1000"
        );
        apart.ShouldBe(1);
    }

    [Fact]
    public async Task A_comment_is_looked_at_again_with_a_conditional_request()
    {
        await World.ConnectAsync("ada", GitHubUsers.Codertocat);
        await World.Notion.PasteAsync(
            "ada",
            "https://github.com/Codertocat/Hello-World/issues/1#issuecomment-492700400"
        );

        World.Clock.Advance(TimeSpan.FromMinutes(10));
        await World.UntilCountAsync("tracked_previews WHERE refreshed_at IS NOT NULL", 2);

        var calls = await World.GitHub.CallsAsync();
        calls.Rest.ShouldBeGreaterThan(1);
        calls.NotModified.ShouldBe(calls.Rest - 1);
    }

    private Task SetTitleAsync(string title) =>
        World.GitHub.SetAsync(GitHubThings.PublicRepository, GitHubThings.PullRequest, new { title });

    private string DueLooks() =>
        $"tracked_previews WHERE look_at <= {World.Clock.GetUtcNow().ToUnixTimeMilliseconds()}";

    public sealed class OnSqlite() : LookTests(null);

    public sealed class OnPostgres(PostgresFixture postgres) : LookTests(postgres);
}

/// <summary>Who tells of changes is not asked.</summary>
public abstract class NoLookTests(PostgresFixture? postgres) : WorkedByHandTests(postgres)
{
    [Fact]
    public async Task Previews_of_an_instance_with_webhooks_are_not_looked_at_again()
    {
        World.Clock.Advance(TimeSpan.FromDays(1));
        var waiting = World.Clock.WaitingTimers;

        await WorkAsync<LookWorker>();

        await Eventually.TrueAsync(() => World.Clock.WaitingTimers > waiting, "all instances had their turn");
        (await World.Database.CountAsync("tracked_previews")).ShouldBe(1);
        (await World.Database.CountAsync("looks")).ShouldBe(0);
        (await World.Database.CountAsync("due_refreshes WHERE scope = 'link'")).ShouldBe(0);
    }

    public sealed class OnSqlite() : NoLookTests(null);

    public sealed class OnPostgres(PostgresFixture postgres) : NoLookTests(postgres);
}
