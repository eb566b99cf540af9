using Unfurl.Simulator;

namespace Unfurl.IntegrationTests.Notion.Push;

/// <summary>Many users see the same resource, and Notion accepts three calls per second and workspace.</summary>
[OnEachDatabase]
public sealed class CrowdTests
{
    [Fact]
    public async Task A_change_reaches_two_hundred_people_by_one_call_each_and_none_beyond_the_limit()
    {
        await using var crowd = await Crowd.StartAsync(workspaces: 20, usersPerWorkspace: 10);
        var queries = await crowd.Host.GitHubQueriesAsync();
        await crowd.ChangeAsync("After");

        await crowd.DeliverAsync();
        await crowd.SettleAsync();

        crowd.People.ShouldAllBe(user => user.Title(GitHubThings.PullRequest) == "After");
        foreach (var user in crowd.People)
        {
            var update = user.Updates.ShouldHaveSingleItem();
            update.Status.ShouldBe(200);
            update.Violations.ShouldBeEmpty();
        }
        (await crowd.Host.Database.CountAsync(Rows.Accounts)).ShouldBe(200);
        (await crowd.Host.GitHubQueriesAsync()).ShouldBeLessThan(
            queries + 20,
            "a public thing is asked about once for all"
        );
    }

    [Fact]
    public async Task A_hundred_concurrent_deliveries_converge_with_few_calls()
    {
        await using var crowd = await Crowd.StartAsync(workspaces: 2, usersPerWorkspace: 5);
        var deliveries = new List<Task>();

        for (var i = 1; i <= 100; i++)
        {
            await crowd.ChangeAsync($"State {i}");
            deliveries.Add(crowd.DeliverAsync());
            await crowd.AdvanceAsync(TimeSpan.FromMilliseconds(5));
        }
        await Task.WhenAll(deliveries);
        await crowd.SettleAsync();

        crowd.People.ShouldAllBe(user => user.Title(GitHubThings.PullRequest) == "State 100");
        foreach (var user in crowd.People)
        {
            user.Updates.Count().ShouldBeInRange(1, 5);
            user.Updates.ShouldAllBe(update => update.Status == 200);
        }
    }
}
