using System.Globalization;
using Unfurl.IntegrationTests.Fixtures;
using Unfurl.IntegrationTests.Updates;
using Unfurl.Testing;
using Unfurl.Testing.GitHub;

namespace Unfurl.IntegrationTests.Notion.Push;

/// <summary>Two replicas share the work: what is true of one has to be true of both together.</summary>
public sealed class PushReplicaTests(PostgresFixture postgres) : PushWorldTests(postgres)
{
    [Fact]
    public async Task They_share_a_workspace_s_limit()
    {
        await using var replica = World.StartReplica();
        var home = await World.ConnectManyAsync(7, "home");

        await World.ChangeAsync("After");

        await World.UntilAsync(() => home.All(user => World.Title(user) == "After"), "everybody sees the change");
        var pushes = home.SelectMany(World.Pushes).ToList();
        pushes.ShouldAllBe(push => push.Status == 200);
        pushes.Count.ShouldBe(7);
    }

    [Fact]
    public async Task An_older_state_never_follows_a_newer_one()
    {
        await using var replica = World.StartReplica();
        using var other = new GitHubSender(replica, World.Database);
        await World.ConnectAsync("ada", GitHubUsers.Codertocat);
        await World.ConnectAsync("ben", GitHubUsers.Octocat, "office");

        for (var i = 1; i <= 40; i++)
        {
            await World.GitHub.SetAsync(GitHubThings.PublicRepository, 2, new { title = $"{i}" });
            var sender = i % 2 == 0 ? World.Sender : other;
            await sender.TakenAsync(GitHubExamples.Of("pull_request", "labeled").Delivery);
            World.Clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        await World.UntilAsync(() => World.Title("ada") == "40" && World.Title("ben") == "40", "the last is shown");
        await World.NothingIsLeftAsync();
        foreach (var user in (string[])["ada", "ben"])
        {
            World.Title(user).ShouldBe("40");
            var pushed = World.PushedTitles(user).Select(title => int.Parse(title!, CultureInfo.InvariantCulture));
            pushed.ShouldBeInOrder(SortDirection.Ascending);
        }
    }
}
