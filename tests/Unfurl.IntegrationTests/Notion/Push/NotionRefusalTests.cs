using Unfurl.IntegrationTests.Fixtures;
using Unfurl.Simulator;
using Unfurl.Testing.GitHub;

namespace Unfurl.IntegrationTests.Notion.Push;

/// <summary>What Notion does not take is not forced on it, and people see why a preview stands still.</summary>
public abstract class NotionRefusalTests(PostgresFixture? postgres) : PushWorldTests(postgres)
{
    [Fact]
    public async Task What_is_up_to_date_is_shown_with_its_times()
    {
        await World.ConnectAsync("ada", GitHubUsers.Codertocat);
        await World.ChangeAsync("After");
        await World.NothingIsLeftAsync();

        var page = await World.ConnectionsPageAsync("ada");

        page.ShouldContain("changed in Notion 2 Mar 2026, 09:00 UTC");
        page.ShouldContain("looked at again 2 Mar 2026, 09:00 UTC");
    }

    [Fact]
    public async Task What_the_provider_does_not_say_is_shown_as_asked_again()
    {
        await World.ConnectAsync("ada", GitHubUsers.Codertocat);
        await World.GitHub.FailAsync("bad-gateway", times: 20);
        await World.ChangeAsync("After");
        await World.UntilCountAsync("due_refreshes WHERE attempts > 0", 1);

        (await World.ConnectionsPageAsync("ada")).ShouldContain("the provider does not say what changed");
    }

    [Fact]
    public async Task A_token_that_was_renewed_for_nothing_is_not_renewed_over_and_over()
    {
        await World.ConnectAsync("ada", GitHubUsers.Codertocat);
        World.Notion.FailUpdates("ada", Enumerable.Repeat(new NotionFault(401), 10));

        await World.ChangeAsync("After");

        await World.UntilCountAsync("grants WHERE needs_reconnect = 1", 1);
        await World.UntilCountAsync("due_pushes WHERE problem = 'reconnect'", 1);
        World.Pushes("ada").Count.ShouldBe(2);
        (await World.ConnectionsPageAsync("ada")).ShouldContain("a change waits until you connect again in Notion");
    }

    [Fact]
    public async Task What_Notion_rejects_is_parked_until_the_next_change()
    {
        await World.ConnectAsync("ada", GitHubUsers.Codertocat);
        World.Notion.FailUpdates("ada", new NotionFault(400));
        await World.ChangeAsync("First");
        await World.UntilCountAsync("due_pushes WHERE is_parked = 1", 1);
        (await World.ConnectionsPageAsync("ada")).ShouldContain("Notion does not take the latest state");

        await World.ChangeAsync("Second");

        await World.UntilAsync(() => World.Title("ada") == "Second", "the next change is shown");
        await World.NothingIsLeftAsync();
        World.Pushes("ada").Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_was_encrypted_with_keys_that_are_gone_is_not_told_and_the_next_change_is()
    {
        await World.ConnectAsync("ada", GitHubUsers.Codertocat);
        World.Notion.FailUpdates("ada", new NotionFault(429, TimeSpan.FromMinutes(1)));
        await World.ChangeAsync("First");
        await World.UntilCountAsync("due_pushes WHERE problem = 'rate_limited'", 1);
        await World.Database.ExecuteAsync("UPDATE due_pushes SET protected_operations = 'gone'");
        await World.UntilCountAsync("due_pushes WHERE is_parked = 1", 1);
        (await World.ConnectionsPageAsync("ada")).ShouldContain("a change was lost");

        await World.ChangeAsync("Second");

        await World.UntilAsync(() => World.Title("ada") == "Second", "the next change is shown");
    }

    [Fact]
    public async Task What_fails_for_a_day_is_tried_less_and_less_often_and_then_parked()
    {
        await World.ConnectAsync("ada", GitHubUsers.Codertocat);
        World.Notion.FailUpdates("ada", Enumerable.Repeat(new NotionFault(500), 100));

        await World.ChangeAsync("After");

        await World.UntilCountAsync("due_pushes WHERE is_parked = 1", 1);
        var times = World.Pushes("ada").Select(push => push.At).ToList();
        var waits = times.Zip(times.Skip(1), (one, next) => next - one).ToList();
        waits[0].ShouldBeLessThan(TimeSpan.FromSeconds(3));
        waits.Max().ShouldBeLessThan(TimeSpan.FromHours(1.5));
        (times[^1] - times[0]).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromHours(23));
        times.Count.ShouldBeLessThan(50);
        (await World.ConnectionsPageAsync("ada")).ShouldContain("given up after a day");
    }

    [Fact]
    public async Task A_change_that_can_no_longer_be_read_is_said_to_be_lost()
    {
        await World.ConnectAsync("ada", GitHubUsers.Codertocat);
        World.Notion.FailUpdates("ada", Enumerable.Repeat(new NotionFault(500), 100));
        await World.ChangeAsync("After");
        await World.UntilCountAsync("due_pushes WHERE problem = 'unavailable'", 1);

        await World.Database.ExecuteAsync("UPDATE due_pushes SET protected_operations = 'of other keys'");

        await World.UntilCountAsync("due_pushes WHERE is_parked = 1", 1);
        (await World.ConnectionsPageAsync("ada")).ShouldContain("a change was lost");
    }

    public sealed class OnSqlite() : NotionRefusalTests(null);

    public sealed class OnPostgres(PostgresFixture postgres) : NotionRefusalTests(postgres);
}

/// <summary>Notion's tokens cannot always be renewed.</summary>
public abstract class LongLivedTokenTests(PostgresFixture? postgres) : PushWorldTests(postgres)
{
    [Fact]
    public async Task Without_a_refresh_token_the_user_has_to_connect_again()
    {
        await World.ConnectAsync("ada", GitHubUsers.Codertocat);
        World.Notion.ExpireNotionTokens("ada");

        await World.ChangeAsync("After");

        await World.UntilCountAsync("grants WHERE needs_reconnect = 1", 1);
        (await World.ConnectionsPageAsync("ada")).ShouldContain("connect again in Notion: it no longer takes changes");
    }

    protected override SimulatorOptions Change(SimulatorOptions options) => options with { IssueRefreshTokens = false };

    public sealed class OnSqlite() : LongLivedTokenTests(null);

    public sealed class OnPostgres(PostgresFixture postgres) : LongLivedTokenTests(postgres);
}
