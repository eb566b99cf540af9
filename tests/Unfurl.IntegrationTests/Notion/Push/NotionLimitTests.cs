using Unfurl.Server.Notion.Push;
using Unfurl.Server.Updates;
using Unfurl.Server.Updates.Refresh;
using Unfurl.Simulator;

namespace Unfurl.IntegrationTests.Notion.Push;

[OnEachDatabase]
public sealed class NotionLimitTests : HostedPushTests
{
    private static readonly TimeSpan MaxLateness = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan OneMillisecond = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Wait = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task All_grants_of_a_workspace_share_its_limit_and_other_workspaces_are_not_delayed()
    {
        var home = await Host.ConnectManyAsync(7, "home");
        await Host.ConnectAsync("ben", GitHubUsers.Octocat, "office");

        await Host.ChangeAsync("After");

        await Host.UntilAsync(() => home.All(user => Host.Title(user) == "After"), "all users see the change");
        var pushes = home.Append("ben").SelectMany(Host.Pushes).ToList();
        pushes.ShouldAllBe(push => push.Status == 200);
        pushes.Count.ShouldBe(8);
        var others = home.SelectMany(Host.Pushes).Select(push => push.At).Order().ToList();
        (others[6] - others[0]).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(2));
        Host.Pushes("ben").Single().At.ShouldBeLessThan(others[6]);
    }

    [Fact]
    public async Task A_throttled_push_is_sent_when_the_limit_allows()
    {
        var home = await Host.ConnectManyAsync(3 * NotionsLimit, "home");
        await Host.ChangeAsync("After");
        Host.Clock.Advance(RefreshQueue.Debounce);

        for (var pushed = NotionsLimit; ; pushed += NotionsLimit)
        {
            await PushedAsync(home, pushed);
            if (pushed == home.Count)
                break;
            await AdvanceAsync(PushQueue.WorkspaceWindow - OneMillisecond);
            Host.Clock.Advance(OneMillisecond);
        }
        home.SelectMany(Host.Pushes).Count(push => push.Status == 200).ShouldBe(home.Count);
        ShouldHaveNoViolations(home);
    }

    [Fact]
    public async Task A_429_response_throttles_only_its_workspace()
    {
        await Host.ConnectAsync("ada", GitHubUsers.Codertocat);
        Host.Notion.FailUpdates("ada", new NotionFault(429, Wait));
        await Host.ChangeAsync("First");
        await Host.UntilCountAsync(Rows.ThrottledWorkspaces, 1);
        await Host.ConnectAsync("cleo", GitHubUsers.Octocat);
        await Host.ConnectAsync("ben", GitHubUsers.Octocat, "office");

        await Host.ChangeAsync("Second");

        await Host.UntilAsync(() => Host.Title("ben") == "Second", "the other workspace sees the change");
        Host.Pushes("ada").Count.ShouldBe(1);
        Host.Pushes("cleo").ShouldBeEmpty();
        await Host.UntilAsync(
            () => Host.Title("ada") == "Second" && Host.Title("cleo") == "Second",
            "the workspace sees the change when Notion's time is over"
        );
        ShouldHaveNoViolations("ada", "ben", "cleo");
    }

    [Fact]
    public async Task A_529_response_throttles_all_workspaces()
    {
        await Host.ConnectAsync("ada", GitHubUsers.Codertocat);
        Host.Notion.FailUpdates("ada", new NotionFault(529, Wait));
        await Host.ChangeAsync("First");
        await Host.UntilCountAsync(Rows.ThrottledWorkspaces, 1);
        await Host.ConnectAsync("ben", GitHubUsers.Octocat, "office");

        await Host.ChangeAsync("Second");

        await Host.UntilAsync(
            () => Host.Title("ada") == "Second" && Host.Title("ben") == "Second",
            "all users see the change"
        );
        (Host.Pushes("ben").Single().At - Host.Pushes("ada")[0].At).ShouldBeGreaterThanOrEqualTo(Wait);
        ShouldHaveNoViolations("ada", "ben");
    }

    // A timer that was set during a leap is late, by less than the queue's reading interval. While work is in progress, time
    // stands still, so that a push arrives when it was sent.
    private Task PushedAsync(IReadOnlyList<string> users, int count)
    {
        var late = TimeSpan.Zero;
        return Eventually.TrueAsync(
            async () =>
            {
                if (users.Sum(user => Host.Pushes(user).Count) >= count)
                    return true;
                if (late < MaxLateness && !await Host.Database.HasLeasedJobsAsync(Host.Clock.GetUtcNow()))
                {
                    Host.Clock.Advance(OneMillisecond);
                    late += OneMillisecond;
                }
                return false;
            },
            $"{count} are told"
        );
    }

    // In steps, so that periodic work has run before the end.
    private async Task AdvanceAsync(TimeSpan time)
    {
        var end = Host.Clock.GetUtcNow() + time;
        while (end - Host.Clock.GetUtcNow() is { Ticks: > 0 } left)
        {
            Host.Clock.Advance(left < Step ? left : Step);
            await Host.Database.CountAsync(Rows.Pushes);
        }
    }
}
