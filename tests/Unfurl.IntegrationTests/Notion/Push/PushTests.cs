using Unfurl.Simulator;

namespace Unfurl.IntegrationTests.Notion.Push;

[OnEachDatabase]
public sealed class PushTests : HostedPushTests
{
    [Fact]
    public async Task A_change_is_pushed_to_every_display()
    {
        await Host.ConnectAsync("ada", GitHubUsers.Codertocat);
        await Host.ConnectAsync("ben", GitHubUsers.Octocat, "office");

        await Host.ChangeAsync("After");

        await Host.UntilAsync(
            () => Host.Title("ada") == "After" && Host.Title("ben") == "After",
            "both see the new title"
        );
        await Host.UntilIdleAsync();
        // The pull request is public, so both users share one cache entry.
        (await Host.Host.GitHubQueriesAsync()).ShouldBeLessThanOrEqualTo(4);
    }

    [Fact]
    public async Task A_burst_of_deliveries_converges_with_few_pushes()
    {
        await Host.ConnectAsync("ada", GitHubUsers.Codertocat);

        for (var i = 1; i <= 100; i++)
            await Host.ChangeAsync($"State {i}");

        await Host.UntilAsync(() => Host.Title("ada") == "State 100", "the last state is shown");
        await Host.UntilIdleAsync();
        Host.Preview("ada").History.Count(change => change.Cause == "update").ShouldBeInRange(1, 5);
    }

    [Fact]
    public async Task An_unchanged_preview_is_not_pushed()
    {
        await Host.ConnectAsync("ada", GitHubUsers.Codertocat);

        await Host.ChangeAsync(PushDriver.Before);

        await Host.UntilIdleAsync();
        Host.Preview("ada").History.ShouldNotContain(change => change.Cause == "update");
    }

    [Fact]
    public async Task A_missing_resource_is_pushed_as_an_error_and_restored_when_it_returns()
    {
        await Host.ConnectAsync("ben", GitHubUsers.Octocat);

        await Host.GitHub.MakePrivateAsync(GitHubThings.PublicRepository, GitHubUsers.Codertocat);
        await Host.Sender.SendAcceptedAsync(GitHubExamples.Of("repository", "privatized").Delivery);
        await Host.UntilAsync(() => Host.Preview("ben").Error is { Status: 404 }, "the preview is broken");
        await Host.GitHub.MakePublicAsync(GitHubThings.PublicRepository);
        // The lifetime of a negative entry.
        Host.Clock.Advance(TimeSpan.FromSeconds(30));
        await Host.Sender.SendAcceptedAsync(GitHubExamples.Of("repository", "publicized").Delivery);

        await Host.UntilAsync(() => Host.Title("ben") == PushDriver.Before, "the preview is back");
    }

    [Fact]
    public async Task A_change_is_retried_while_the_provider_is_down()
    {
        await Host.ConnectAsync("ada", GitHubUsers.Codertocat);
        await Host.GitHub.FailAsync("bad-gateway", times: 4);

        await Host.ChangeAsync("After");

        await Host.UntilAsync(() => Host.Title("ada") == "After", "the change is shown at last");
        Host.Preview("ada").History.ShouldAllBe(change => change.Error == null);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(429)]
    [InlineData(529)]
    [InlineData(0)]
    public async Task A_push_is_retried_while_Notion_fails(int status)
    {
        await Host.ConnectAsync("ada", GitHubUsers.Codertocat);
        var fault = status == 0 ? NotionFault.NoResponse : new NotionFault(status, TimeSpan.FromSeconds(3));
        Host.Notion.FailUpdates("ada", fault, fault);
        Host.HasHangingCalls = status == 0;

        await Host.ChangeAsync("After");

        await Host.UntilAsync(() => Host.Title("ada") == "After", "the change is shown at last");
        await Host.UntilIdleAsync();
        Host.Notion.DescribeUser("ada").Journal.ShouldAllBe(entry => entry.Violations.Count == 0);
    }

    [Fact]
    public async Task A_token_rejected_by_Notion_is_renewed()
    {
        await Host.ConnectAsync("ada", GitHubUsers.Codertocat);
        Host.Notion.ExpireNotionTokens("ada");

        await Host.ChangeAsync("After");

        await Host.UntilAsync(() => Host.Title("ada") == "After", "the change is shown");
    }

    [Fact]
    public async Task Queued_pushes_are_sent_after_reconnecting()
    {
        await Host.ConnectAsync("ada", GitHubUsers.Codertocat);
        Host.Notion.RevokeNotionTokens("ada");
        await Host.ChangeAsync("After");
        await Host.UntilAsync(
            async () => await Host.Database.CountAsync(Rows.GrantsToReconnect) == 1,
            "the grant needs to be connected again"
        );

        await Host.ConnectAsync("ada", GitHubUsers.Codertocat);
        await Host.ChangeAsync("After that");

        await Host.UntilAsync(() => Host.Title("ada") == "After that", "changes are shown again");
    }

    [Fact]
    public async Task A_preview_unknown_to_Notion_is_untracked()
    {
        await Host.ConnectAsync("ada", GitHubUsers.Codertocat);
        Host.Notion.FailUpdates("ada", new NotionFault(404));

        await Host.ChangeAsync("After");

        await Host.UntilAsync(
            async () => await Host.Database.CountAsync(Rows.Displays) == 0,
            "it is no longer tracked"
        );
    }

    [Fact]
    public async Task A_disconnected_grant_gets_no_pushes()
    {
        await Host.ConnectAsync("ada", GitHubUsers.Codertocat);
        var connection = Host.Notion.DescribeUser("ada").Connections.Single();
        await Host.Notion.DisconnectAsync("ada", connection.Id);

        await Host.ChangeAsync("After");

        await Host.UntilIdleAsync();
        Host.Notion.DescribeUser("ada").Journal.ShouldNotContain(entry => entry.Method == "PATCH");
        (await Host.Database.CountAsync(Rows.DisplayedResources)).ShouldBe(0);
    }
}
