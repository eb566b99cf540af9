using Unfurl.IntegrationTests.Fixtures;
using Unfurl.Server.Notion.Push;
using Unfurl.Server.Updates;
using Unfurl.Simulator;
using Unfurl.Testing;
using Unfurl.Testing.GitHub;

namespace Unfurl.IntegrationTests.Notion.Push;

/// <summary>Notion is not called more often than it says, and not before it says.</summary>
public abstract class NotionLimitTests(PostgresFixture? postgres) : PushWorldTests(postgres)
{
    private static readonly TimeSpan OneMillisecond = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Wait = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task All_grants_of_a_workspace_share_its_limit_and_others_do_not_wait_for_them()
    {
        var home = await World.ConnectManyAsync(7, "home");
        await World.ConnectAsync("ben", GitHubUsers.Octocat, "office");

        await World.ChangeAsync("After");

        await World.UntilAsync(() => home.All(user => World.Title(user) == "After"), "everybody sees the change");
        var pushes = home.Append("ben").SelectMany(World.Pushes).ToList();
        pushes.ShouldAllBe(push => push.Status == 200);
        pushes.Count.ShouldBe(8);
        var others = home.SelectMany(World.Pushes).Select(push => push.At).Order().ToList();
        (others[6] - others[0]).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(2));
        World.Pushes("ben").Single().At.ShouldBeLessThan(others[6]);
    }

    [Fact]
    public async Task As_soon_as_Notion_may_be_called_again_it_is()
    {
        var home = await World.ConnectManyAsync(3 * NotionsLimit, "home");
        await World.ChangeAsync("After");
        World.Clock.Advance(DueRefreshRepository.Debounce);

        for (var told = NotionsLimit; ; told += NotionsLimit)
        {
            await ToldAsync(home, told);
            if (told == home.Count)
                break;
            await PassAsync(ClaimedPushRepository.WorkspaceWindow - OneMillisecond);
            World.Clock.Advance(OneMillisecond);
        }
        home.SelectMany(World.Pushes).Count(push => push.Status == 200).ShouldBe(home.Count);
        NothingIsWrong(home);
    }

    [Fact]
    public async Task Whom_Notion_answers_429_is_held_with_the_workspace_and_nobody_else()
    {
        await World.ConnectAsync("ada", GitHubUsers.Codertocat);
        World.Notion.FailUpdates("ada", new NotionFault(429, Wait));
        await World.ChangeAsync("First");
        await World.UntilCountAsync("workspace_limits WHERE held_until > 0", 1);
        await World.ConnectAsync("cleo", GitHubUsers.Octocat);
        await World.ConnectAsync("ben", GitHubUsers.Octocat, "office");

        await World.ChangeAsync("Second");

        await World.UntilAsync(() => World.Title("ben") == "Second", "the other workspace sees the change");
        World.Pushes("ada").Count.ShouldBe(1);
        World.Pushes("cleo").ShouldBeEmpty();
        await World.UntilAsync(
            () => World.Title("ada") == "Second" && World.Title("cleo") == "Second",
            "the workspace sees the change when Notion's time is over"
        );
        NothingIsWrong("ada", "ben", "cleo");
    }

    [Fact]
    public async Task When_Notion_answers_529_nobody_is_called_until_its_time_is_over()
    {
        await World.ConnectAsync("ada", GitHubUsers.Codertocat);
        World.Notion.FailUpdates("ada", new NotionFault(529, Wait));
        await World.ChangeAsync("First");
        await World.UntilCountAsync("workspace_limits WHERE held_until > 0", 1);
        await World.ConnectAsync("ben", GitHubUsers.Octocat, "office");

        await World.ChangeAsync("Second");

        await World.UntilAsync(
            () => World.Title("ada") == "Second" && World.Title("ben") == "Second",
            "everybody sees the change"
        );
        (World.Pushes("ben").Single().At - World.Pushes("ada")[0].At).ShouldBeGreaterThanOrEqualTo(Wait);
        NothingIsWrong("ada", "ben");
    }

    /// <summary>Waits for so many. Time hardly passes: a timer that was set while it leaped is a little late.</summary>
    private Task ToldAsync(IReadOnlyList<string> users, int count)
    {
        const int Patience = 50;
        var looks = 0;
        return Eventually.TrueAsync(
            () =>
            {
                if (users.Sum(user => World.Pushes(user).Count) >= count)
                    return true;
                if (++looks % Patience == 0 && looks <= Patience * Patience)
                    World.Clock.Advance(OneMillisecond);
                return false;
            },
            $"{count} are told"
        );
    }

    /// <summary>Lets time pass in steps, so that whoever looks now and then has looked before its end.</summary>
    private async Task PassAsync(TimeSpan time)
    {
        var end = World.Clock.GetUtcNow() + time;
        while (end - World.Clock.GetUtcNow() is { Ticks: > 0 } left)
        {
            World.Clock.Advance(left < Step ? left : Step);
            await World.Database.CountAsync("due_pushes");
        }
    }

    public sealed class OnSqlite() : NotionLimitTests(null);

    public sealed class OnPostgres(PostgresFixture postgres) : NotionLimitTests(postgres);
}
