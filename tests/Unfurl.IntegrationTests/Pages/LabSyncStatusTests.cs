using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Unfurl.IntegrationTests.Notion.Push;
using Unfurl.Notion.Lab;
using Unfurl.Simulator;

namespace Unfurl.IntegrationTests.Pages;

/// <summary>As outside Development, where viewing the lab does not open a page in Notion.</summary>
[OnEachDatabase]
public sealed class LabSyncStatusTests : HostedPushTests
{
    [Fact]
    public async Task The_lab_shows_the_times_of_the_last_refresh_and_push()
    {
        await Host.ConnectAsync("ada", GitHubUsers.Codertocat);
        (await Host.LabPageAsync("ada")).ShouldNotContain("refreshed");
        await Host.ChangeAsync("After");
        await Host.UntilIdleAsync();

        var page = await Host.LabPageAsync("ada");

        page.ShouldContain("last opened 2 Mar 2026, 09:00 UTC");
        page.ShouldContain("changed in Notion 2 Mar 2026, 09:00 UTC");
        page.ShouldContain("refreshed 2 Mar 2026, 09:00 UTC");
    }

    [Fact]
    public async Task The_lab_shows_a_pending_push()
    {
        await Host.ConnectAsync("ada", GitHubUsers.Codertocat);
        Host.Notion.FailUpdates("ada", new NotionFault(429, TimeSpan.FromHours(1)));
        await Host.ChangeAsync("After");
        await Host.UntilCountAsync(Rows.PushesWith("rate_limited"), 1);

        (await Host.LabPageAsync("ada")).ShouldContain("Notion limits requests; the push is delayed");
    }

    [Fact]
    public async Task The_lab_shows_why_a_push_failed()
    {
        await Host.ConnectAsync("ada", GitHubUsers.Codertocat);
        Host.Notion.FailUpdates("ada", new NotionFault(400));
        await Host.ChangeAsync("After");
        await Host.UntilCountAsync(Rows.DeadLetteredPushes, 1);

        (await Host.LabPageAsync("ada")).ShouldContain("Notion rejected the latest state");
    }

    [Fact]
    public async Task The_lab_shows_a_failed_refresh()
    {
        await Host.ConnectAsync("ada", GitHubUsers.Codertocat);
        await Host.GitHub.FailAsync("bad-gateway", times: 20);
        await Host.ChangeAsync("After");
        await Host.UntilCountAsync(Rows.RetriedRefreshes, 1);

        (await Host.LabPageAsync("ada")).ShouldContain("the provider failed; the refresh is retried");
    }

    protected override void Change(IServiceCollection services) => services.RemoveAll<INotionWorkspace>();
}

/// <summary>In Development the lab opens the page in the simulator, so viewing it refreshes the preview.</summary>
[OnEachDatabase]
public sealed class SimulatedLabSyncStatusTests : HostedPushTests
{
    // The lab identifies users by a cookie.
    private const string Ada = "ada0000000000000";

    [Fact]
    public async Task The_lab_shows_the_times_of_the_last_refresh_and_push()
    {
        await Host.ConnectAsync(Ada, GitHubUsers.Codertocat);
        await Host.ChangeAsync("After");
        await Host.UntilIdleAsync();

        var page = await Host.LabPageAsync(Ada);

        page.ShouldContain("home: last opened 2 Mar 2026, 09:00 UTC");
        page.ShouldContain("changed in Notion 2 Mar 2026, 09:00 UTC");
        page.ShouldContain("refreshed 2 Mar 2026, 09:00 UTC");
    }
}
