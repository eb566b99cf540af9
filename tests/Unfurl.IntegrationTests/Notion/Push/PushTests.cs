using Unfurl.IntegrationTests.Fixtures;
using Unfurl.Simulator;
using Unfurl.Testing.GitHub;

namespace Unfurl.IntegrationTests.Notion.Push;

/// <summary>What changes at the provider changes in Notion, without anybody opening a page.</summary>
public abstract class PushTests(PostgresFixture? postgres) : PushWorldTests(postgres)
{
    [Fact]
    public async Task A_change_reaches_everybody_who_sees_it()
    {
        await World.ConnectAsync("ada", GitHubUsers.Codertocat);
        await World.ConnectAsync("ben", GitHubUsers.Octocat, "office");

        await World.ChangeAsync("After");

        await World.UntilAsync(
            () => World.Title("ada") == "After" && World.Title("ben") == "After",
            "both see the new title"
        );
        await World.NothingIsLeftAsync();
        // The pull request is public: what one was shown is good for the other.
        (await World.World.QueriesAsync()).ShouldBeLessThanOrEqualTo(4);
    }

    [Fact]
    public async Task A_burst_of_deliveries_ends_in_the_latest_state_with_a_handful_of_pushes()
    {
        await World.ConnectAsync("ada", GitHubUsers.Codertocat);

        for (var i = 1; i <= 100; i++)
            await World.ChangeAsync($"State {i}");

        await World.UntilAsync(() => World.Title("ada") == "State 100", "the last state is shown");
        await World.NothingIsLeftAsync();
        World.Preview("ada").History.Count(change => change.Cause == "update").ShouldBeInRange(1, 5);
    }

    [Fact]
    public async Task What_looks_as_before_is_not_pushed()
    {
        await World.ConnectAsync("ada", GitHubUsers.Codertocat);

        await World.ChangeAsync(PushWorld.Before);

        await World.NothingIsLeftAsync();
        World.Preview("ada").History.ShouldNotContain(change => change.Cause == "update");
    }

    [Fact]
    public async Task What_is_gone_is_shown_as_broken_and_mended_when_it_returns()
    {
        await World.ConnectAsync("ben", GitHubUsers.Octocat);

        await World.GitHub.MakePrivateAsync(GitHubThings.PublicRepository, GitHubUsers.Codertocat);
        await World.Sender.TakenAsync(GitHubExamples.Of("repository", "privatized").Delivery);
        await World.UntilAsync(() => World.Preview("ben").Error is { Status: 404 }, "the preview is broken");
        await World.GitHub.MakePublicAsync(GitHubThings.PublicRepository);
        // So long a refusal is remembered.
        World.Clock.Advance(TimeSpan.FromSeconds(30));
        await World.Sender.TakenAsync(GitHubExamples.Of("repository", "publicized").Delivery);

        await World.UntilAsync(() => World.Title("ben") == PushWorld.Before, "the preview is back");
    }

    [Fact]
    public async Task While_the_provider_is_down_a_change_waits()
    {
        await World.ConnectAsync("ada", GitHubUsers.Codertocat);
        await World.GitHub.FailAsync("bad-gateway", times: 4);

        await World.ChangeAsync("After");

        await World.UntilAsync(() => World.Title("ada") == "After", "the change is shown at last");
        World.Preview("ada").History.ShouldAllBe(change => change.Error == null);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(429)]
    [InlineData(529)]
    [InlineData(0)]
    public async Task While_Notion_fails_a_change_waits(int status)
    {
        await World.ConnectAsync("ada", GitHubUsers.Codertocat);
        var fault = status == 0 ? NotionFault.Silence : new NotionFault(status, TimeSpan.FromSeconds(3));
        World.Notion.FailUpdates("ada", fault, fault);

        await World.ChangeAsync("After");

        await World.UntilAsync(() => World.Title("ada") == "After", "the change is shown at last");
        await World.NothingIsLeftAsync();
        World.Notion.Person("ada").Journal.ShouldAllBe(entry => entry.Violations.Count == 0);
    }

    [Fact]
    public async Task A_token_that_Notion_no_longer_takes_is_renewed()
    {
        await World.ConnectAsync("ada", GitHubUsers.Codertocat);
        World.Notion.ExpireNotionTokens("ada");

        await World.ChangeAsync("After");

        await World.UntilAsync(() => World.Title("ada") == "After", "the change is shown");
    }

    [Fact]
    public async Task Who_has_to_connect_again_gets_what_waited_when_they_did()
    {
        await World.ConnectAsync("ada", GitHubUsers.Codertocat);
        World.Notion.RevokeNotionTokens("ada");
        await World.ChangeAsync("After");
        await World.UntilAsync(
            async () => await World.Database.CountAsync("grants WHERE needs_reconnect = 1") == 1,
            "the grant needs to be connected again"
        );

        await World.ConnectAsync("ada", GitHubUsers.Codertocat);
        await World.ChangeAsync("After that");

        await World.UntilAsync(() => World.Title("ada") == "After that", "changes are shown again");
    }

    [Fact]
    public async Task A_preview_that_Notion_does_not_have_is_no_longer_tracked()
    {
        await World.ConnectAsync("ada", GitHubUsers.Codertocat);
        World.Notion.FailUpdates("ada", new NotionFault(404));

        await World.ChangeAsync("After");

        await World.UntilAsync(
            async () => await World.Database.CountAsync("tracked_previews") == 0,
            "it is no longer tracked"
        );
    }

    [Fact]
    public async Task Who_disconnected_is_told_nothing()
    {
        await World.ConnectAsync("ada", GitHubUsers.Codertocat);
        var connection = World.Notion.Person("ada").Connections.Single();
        await World.Notion.DisconnectAsync("ada", connection.Id);

        await World.ChangeAsync("After");

        await World.NothingIsLeftAsync();
        World.Notion.Person("ada").Journal.ShouldNotContain(entry => entry.Method == "PATCH");
        (await World.Database.CountAsync("tracked_resources")).ShouldBe(0);
    }

    public sealed class OnSqlite() : PushTests(null);

    public sealed class OnPostgres(PostgresFixture postgres) : PushTests(postgres);
}
