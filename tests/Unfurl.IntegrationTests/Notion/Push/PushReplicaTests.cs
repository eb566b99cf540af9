using System.Globalization;
using Unfurl.IntegrationTests.Updates;

namespace Unfurl.IntegrationTests.Notion.Push;

/// <summary>Two replicas share the work: limits apply to both together.</summary>
[OnPostgres]
public sealed class PushReplicaTests : HostedPushTests
{
    [Fact]
    public async Task They_share_a_workspace_s_limit()
    {
        await using var replica = Host.Host.StartReplica();
        var home = await Host.ConnectManyAsync(7, "home");

        await Host.ChangeAsync("After");

        await Host.UntilAsync(() => home.All(user => Host.Title(user) == "After"), "all users see the change");
        var pushes = home.SelectMany(Host.Pushes).ToList();
        pushes.ShouldAllBe(push => push.Status == 200);
        pushes.Count.ShouldBe(7);
    }

    [Fact]
    public async Task An_older_state_never_follows_a_newer_one()
    {
        await using var replica = Host.Host.StartReplica();
        using var other = new GitHubSender(replica, Host.Database);
        await Host.ConnectAsync("ada", GitHubUsers.Codertocat);
        await Host.ConnectAsync("ben", GitHubUsers.Octocat, "office");

        for (var i = 1; i <= 40; i++)
        {
            await Host.GitHub.SetAsync(GitHubThings.PublicRepository, 2, new { title = $"{i}" });
            var sender = i % 2 == 0 ? Host.Sender : other;
            await sender.SendAcceptedAsync(GitHubExamples.Of("pull_request", "locked").Delivery);
            Host.Clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        await Host.UntilAsync(() => Host.Title("ada") == "40" && Host.Title("ben") == "40", "the last is shown");
        await Host.UntilIdleAsync();
        foreach (var user in (string[])["ada", "ben"])
        {
            Host.Title(user).ShouldBe("40");
            var pushed = Host.PushedTitles(user).Select(title => int.Parse(title!, CultureInfo.InvariantCulture));
            pushed.ShouldBeInOrder(SortDirection.Ascending);
        }
    }
}
