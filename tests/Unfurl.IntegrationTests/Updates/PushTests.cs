using Unfurl.IntegrationTests.Parties;
using Unfurl.Simulator;
using Unfurl.Testing.GitHub;

namespace Unfurl.IntegrationTests.Updates;

/// <summary>What changes at the provider changes in Notion, without anybody opening a page.</summary>
public abstract class PushTests(PostgresFixture? postgres) : IAsyncLifetime
{
    private PushWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await PushWorld.StartAsync(postgres);

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_change_reaches_everybody_who_sees_it()
    {
        await _world.ConnectAsync("ada", GitHubUsers.Codertocat);
        await _world.ConnectAsync("ben", GitHubUsers.Octocat, "office");

        await _world.ChangeAsync("After");

        await _world.UntilAsync(
            () => _world.Title("ada") == "After" && _world.Title("ben") == "After",
            "both see the new title"
        );
        await _world.NothingIsLeftAsync();
        // The pull request is public: what one was shown is good for the other.
        (await _world.World.QueriesAsync()).ShouldBeLessThanOrEqualTo(4);
    }

    [Fact]
    public async Task A_burst_of_deliveries_ends_in_the_latest_state_with_a_handful_of_pushes()
    {
        await _world.ConnectAsync("ada", GitHubUsers.Codertocat);

        for (var i = 1; i <= 100; i++)
            await _world.ChangeAsync($"State {i}");

        await _world.UntilAsync(() => _world.Title("ada") == "State 100", "the last state is shown");
        await _world.NothingIsLeftAsync();
        _world.Preview("ada").History.Count(change => change.Cause == "update").ShouldBeInRange(1, 5);
    }

    [Fact]
    public async Task What_looks_as_before_is_not_pushed()
    {
        await _world.ConnectAsync("ada", GitHubUsers.Codertocat);

        await _world.ChangeAsync(PushWorld.Before);

        await _world.NothingIsLeftAsync();
        _world.Preview("ada").History.ShouldNotContain(change => change.Cause == "update");
    }

    [Fact]
    public async Task What_is_gone_is_shown_as_broken_and_mended_when_it_returns()
    {
        await _world.ConnectAsync("ben", GitHubUsers.Octocat);

        await _world.World.GitHub.MakePrivateAsync(GitHubThings.PublicRepository, GitHubUsers.Codertocat);
        await _world.Sender.TakenAsync(GitHubExamples.Of("repository", "privatized").Delivery);
        await _world.UntilAsync(() => _world.Preview("ben").Error is { Status: 404 }, "the preview is broken");
        await _world.World.GitHub.MakePublicAsync(GitHubThings.PublicRepository);
        // So long a refusal is remembered.
        _world.World.Clock.Advance(TimeSpan.FromSeconds(30));
        await _world.Sender.TakenAsync(GitHubExamples.Of("repository", "publicized").Delivery);

        await _world.UntilAsync(() => _world.Title("ben") == PushWorld.Before, "the preview is back");
    }

    [Fact]
    public async Task While_the_provider_is_down_a_change_waits()
    {
        await _world.ConnectAsync("ada", GitHubUsers.Codertocat);
        await _world.World.GitHub.FailAsync("bad-gateway", times: 4);

        await _world.ChangeAsync("After");

        await _world.UntilAsync(() => _world.Title("ada") == "After", "the change is shown at last");
        _world.Preview("ada").History.ShouldAllBe(change => change.Error == null);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(429)]
    [InlineData(529)]
    [InlineData(0)]
    public async Task While_Notion_fails_a_change_waits(int status)
    {
        await _world.ConnectAsync("ada", GitHubUsers.Codertocat);
        var fault = status == 0 ? NotionFault.Silence : new NotionFault(status, TimeSpan.FromSeconds(3));
        _world.Notion.FailUpdates("ada", fault, fault);

        await _world.ChangeAsync("After");

        await _world.UntilAsync(() => _world.Title("ada") == "After", "the change is shown at last");
        await _world.NothingIsLeftAsync();
        _world.Notion.Person("ada").Journal.ShouldAllBe(entry => entry.Violations.Count == 0);
    }

    [Fact]
    public async Task A_token_that_Notion_no_longer_takes_is_renewed()
    {
        await _world.ConnectAsync("ada", GitHubUsers.Codertocat);
        _world.Notion.ExpireNotionTokens("ada");

        await _world.ChangeAsync("After");

        await _world.UntilAsync(() => _world.Title("ada") == "After", "the change is shown");
    }

    [Fact]
    public async Task Who_has_to_connect_again_gets_what_waited_when_they_did()
    {
        await _world.ConnectAsync("ada", GitHubUsers.Codertocat);
        _world.Notion.RevokeNotionTokens("ada");
        await _world.ChangeAsync("After");
        await _world.UntilAsync(
            async () => await _world.World.Database.CountAsync("grants WHERE needs_reconnect = 1") == 1,
            "the grant needs to be connected again"
        );

        await _world.ConnectAsync("ada", GitHubUsers.Codertocat);
        await _world.ChangeAsync("After that");

        await _world.UntilAsync(() => _world.Title("ada") == "After that", "changes are shown again");
    }

    [Fact]
    public async Task A_preview_that_Notion_does_not_have_is_no_longer_tracked()
    {
        await _world.ConnectAsync("ada", GitHubUsers.Codertocat);
        _world.Notion.FailUpdates("ada", new NotionFault(404));

        await _world.ChangeAsync("After");

        await _world.UntilAsync(
            async () => await _world.World.Database.CountAsync("tracked_previews") == 0,
            "it is no longer tracked"
        );
    }

    [Fact]
    public async Task Who_disconnected_is_told_nothing()
    {
        await _world.ConnectAsync("ada", GitHubUsers.Codertocat);
        var connection = _world.Notion.Person("ada").Connections.Single();
        await _world.Notion.DisconnectAsync("ada", connection.Id);

        await _world.ChangeAsync("After");

        await _world.NothingIsLeftAsync();
        _world.Notion.Person("ada").Journal.ShouldNotContain(entry => entry.Method == "PATCH");
        (await _world.World.Database.CountAsync("tracked_resources")).ShouldBe(0);
    }

    public sealed class OnSqlite() : PushTests(null);

    public sealed class OnPostgres(PostgresFixture postgres) : PushTests(postgres);
}
