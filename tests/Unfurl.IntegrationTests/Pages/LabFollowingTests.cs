using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Unfurl.IntegrationTests.Fixtures;
using Unfurl.IntegrationTests.Notion.Push;
using Unfurl.Simulator;
using Unfurl.Testing.GitHub;

namespace Unfurl.IntegrationTests.Pages;

/// <summary>The lab says of a link how its previews follow what they show, as outside Development: looking there opens no page.</summary>
public abstract class LabFollowingTests(PostgresFixture? postgres) : PushWorldTests(postgres)
{
    [Fact]
    public async Task When_a_preview_was_looked_at_again_and_Notion_was_told()
    {
        await World.ConnectAsync("ada", GitHubUsers.Codertocat);
        (await World.LabPageAsync("ada")).ShouldNotContain("looked at again");
        await World.ChangeAsync("After");
        await World.NothingIsLeftAsync();

        var page = await World.LabPageAsync("ada");

        page.ShouldContain("last opened 2 Mar 2026, 09:00 UTC");
        page.ShouldContain("changed in Notion 2 Mar 2026, 09:00 UTC");
        page.ShouldContain("looked at again 2 Mar 2026, 09:00 UTC");
    }

    [Fact]
    public async Task What_waits_for_Notion()
    {
        await World.ConnectAsync("ada", GitHubUsers.Codertocat);
        World.Notion.FailUpdates("ada", new NotionFault(429, TimeSpan.FromHours(1)));
        await World.ChangeAsync("After");
        await World.UntilCountAsync("due_pushes WHERE problem = 'rate_limited'", 1);

        (await World.LabPageAsync("ada")).ShouldContain("Notion asked to wait with a change");
    }

    [Fact]
    public async Task Why_Notion_was_not_told()
    {
        await World.ConnectAsync("ada", GitHubUsers.Codertocat);
        World.Notion.FailUpdates("ada", new NotionFault(400));
        await World.ChangeAsync("After");
        await World.UntilCountAsync("due_pushes WHERE is_parked = 1", 1);

        (await World.LabPageAsync("ada")).ShouldContain("Notion does not take the latest state");
    }

    [Fact]
    public async Task What_the_provider_has_not_said_yet()
    {
        await World.ConnectAsync("ada", GitHubUsers.Codertocat);
        await World.GitHub.FailAsync("bad-gateway", times: 20);
        await World.ChangeAsync("After");
        await World.UntilCountAsync("due_refreshes WHERE attempts > 0", 1);

        (await World.LabPageAsync("ada")).ShouldContain("the provider does not say what changed");
    }

    protected override void Change(IServiceCollection services) => services.RemoveAll<SimulatorClient>();

    public sealed class OnSqlite() : LabFollowingTests(null);

    public sealed class OnPostgres(PostgresFixture postgres) : LabFollowingTests(postgres);
}

/// <summary>In Development the lab opens the page in its Notion: whoever looks has just seen the latest state.</summary>
public abstract class SimulatedLabFollowingTests(PostgresFixture? postgres) : PushWorldTests(postgres)
{
    /// <summary>The lab's people are known by what their browsers keep.</summary>
    private const string Ada = "ada0000000000000";

    [Fact]
    public async Task When_a_preview_was_looked_at_again_and_Notion_was_told()
    {
        await World.ConnectAsync(Ada, GitHubUsers.Codertocat);
        await World.ChangeAsync("After");
        await World.NothingIsLeftAsync();

        var page = await World.LabPageAsync(Ada);

        page.ShouldContain("home: last opened 2 Mar 2026, 09:00 UTC");
        page.ShouldContain("changed in Notion 2 Mar 2026, 09:00 UTC");
        page.ShouldContain("looked at again 2 Mar 2026, 09:00 UTC");
    }

    public sealed class OnSqlite() : SimulatedLabFollowingTests(null);

    public sealed class OnPostgres(PostgresFixture postgres) : SimulatedLabFollowingTests(postgres);
}
