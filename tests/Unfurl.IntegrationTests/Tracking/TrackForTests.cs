using Unfurl.IntegrationTests.Fixtures;
using Unfurl.IntegrationTests.Notion.Push;
using Unfurl.Simulator;
using Unfurl.Testing;
using Unfurl.Testing.GitHub;

namespace Unfurl.IntegrationTests.Tracking;

/// <summary>What nobody opens any more is no longer kept up to date.</summary>
public abstract class TrackForTests(PostgresFixture? postgres) : PushWorldTests(postgres)
{
    protected override IEnumerable<KeyValuePair<string, string?>> Settings =>
        [new("Unfurl:Updates:TrackFor", "2.00:00:00")];

    [Fact]
    public async Task What_nobody_opened_for_so_long_is_not_told()
    {
        await World.ConnectAsync("ada", GitHubUsers.Codertocat);
        World.Clock.Advance(TimeSpan.FromDays(2));
        await World.UntilCountAsync("tracked_previews", 0);

        await World.ChangeAsync("After");

        await World.NothingIsLeftAsync();
        World.Pushes("ada").ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_opens_it_in_time_is_told()
    {
        await World.ConnectAsync("ada", GitHubUsers.Codertocat);
        for (var day = 0; day < 3; day++)
        {
            World.Clock.Advance(TimeSpan.FromDays(1));
            await OpenAsync();
        }

        await World.ChangeAsync("After");

        await World.UntilAsync(() => World.Title("ada") == "After", "the change is shown");
    }

    [Fact]
    public async Task That_it_is_opened_again_on_the_same_day_is_not_noted()
    {
        await World.ConnectAsync("ada", GitHubUsers.Codertocat);
        var first = World.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        World.Clock.Advance(TimeSpan.FromHours(1));

        (await World.Notion.OpenAsync("ada", PushWorld.PullRequest)).Violations.ShouldBeEmpty();

        (await World.Database.CountAsync($"tracked_previews WHERE shown_at = {first}")).ShouldBe(1);
    }

    /// <summary>Opens the page, and waits until storage has heard of it.</summary>
    private async Task OpenAsync()
    {
        await World.Notion.OpenAsync("ada", PushWorld.PullRequest);
        await Eventually.TrueAsync(
            async () =>
                await World.Database.CountAsync(
                    $"tracked_previews WHERE shown_at = {World.Clock.GetUtcNow().ToUnixTimeMilliseconds()}"
                ) == 1,
            "it is noted"
        );
    }

    public sealed class OnSqlite() : TrackForTests(null)
    {
        [Fact]
        public async Task That_it_is_opened_once_more_is_noted_behind_the_answer()
        {
            await World.ConnectAsync("ada", GitHubUsers.Codertocat);
            World.Clock.Advance(TimeSpan.FromDays(1));
            await World.Database.ExecuteAsync("ALTER TABLE tracked_previews RENAME TO elsewhere");

            var answer = await World.Notion.OpenAsync("ada", PushWorld.PullRequest);

            answer.Violations.ShouldBeEmpty();
            World.Title("ada").ShouldBe(PushWorld.Before);
            await World.Database.ExecuteAsync("ALTER TABLE elsewhere RENAME TO tracked_previews");
            // What could not be noted is noted before an answer then.
            await Eventually.TrueAsync(
                async () =>
                {
                    await World.Notion.OpenAsync("ada", PushWorld.PullRequest);
                    return await World.Database.CountAsync(
                            $"tracked_previews WHERE shown_at = {World.Clock.GetUtcNow().ToUnixTimeMilliseconds()}"
                        ) == 1;
                },
                "it is noted"
            );
        }
    }

    public sealed class OnPostgres(PostgresFixture postgres) : TrackForTests(postgres);
}
