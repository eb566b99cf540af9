using Unfurl.IntegrationTests.Fixtures;
using Unfurl.IntegrationTests.Notion.Push;
using Unfurl.Server.Updates.Polling;
using Unfurl.Testing;
using Unfurl.Testing.GitHub;

namespace Unfurl.IntegrationTests.Updates;

/// <summary>Providers without webhooks are polled.</summary>
public abstract class PollTests(PostgresFixture? postgres) : HostedPushTests(postgres)
{
    protected override bool HasWebhooks => false;

    [Fact]
    public async Task A_recently_opened_link_is_polled_within_minutes()
    {
        await Host.ConnectAsync("ada", GitHubUsers.Codertocat);
        await Host.ConnectAsync("ben", GitHubUsers.Octocat, "office");
        await SetTitleAsync("After");

        Host.Clock.Advance(TimeSpan.FromMinutes(10));

        await Host.UntilAsync(
            () => Host.Title("ada") == "After" && Host.Title("ben") == "After",
            "both see the change"
        );
    }

    [Fact]
    public async Task A_link_unopened_for_weeks_is_polled_within_hours()
    {
        await Host.ConnectAsync("ada", GitHubUsers.Codertocat);
        Host.Clock.Advance(TimeSpan.FromDays(20));
        await Host.UntilCountAsync("tracked_previews WHERE refreshed_at IS NOT NULL", 1);
        await Host.UntilIdleAsync();
        await SetTitleAsync("After");

        Host.Clock.Advance(TimeSpan.FromHours(5));
        (await Host.Database.CountAsync(DuePolls())).ShouldBe(0);
        Host.Clock.Advance(TimeSpan.FromHours(1));

        await Host.UntilAsync(() => Host.Title("ada") == "After", "the change is shown");
    }

    [Fact]
    public async Task An_unchanged_link_is_not_pushed()
    {
        await Host.ConnectAsync("ada", GitHubUsers.Codertocat);

        Host.Clock.Advance(TimeSpan.FromMinutes(10));
        await Host.UntilCountAsync("tracked_previews WHERE refreshed_at IS NOT NULL", 1);
        await Host.UntilIdleAsync();

        Host.Pushes("ada").ShouldBeEmpty();
    }

    [Fact]
    public async Task Links_are_polled_one_at_a_time()
    {
        await Host.ConnectAsync("ada", GitHubUsers.Codertocat);
        await Host.Notion.PasteAsync("ada", "https://github.com/Codertocat/Hello-World/issues/1");

        Host.Clock.Advance(TimeSpan.FromMinutes(10));

        await Host.UntilCountAsync("tracked_previews WHERE refreshed_at IS NOT NULL", 2);
        var apart = await Host.Database.CountAsync(
            "tracked_previews a, tracked_previews b WHERE a.look_at >= b.look_at + 1000"
        );
        apart.ShouldBe(1);
    }

    [Fact]
    public async Task A_comment_is_polled_with_a_conditional_request()
    {
        await Host.ConnectAsync("ada", GitHubUsers.Codertocat);
        await Host.Notion.PasteAsync(
            "ada",
            "https://github.com/Codertocat/Hello-World/issues/1#issuecomment-492700400"
        );

        Host.Clock.Advance(TimeSpan.FromMinutes(10));
        await Host.UntilCountAsync("tracked_previews WHERE refreshed_at IS NOT NULL", 2);

        var calls = await Host.GitHub.CallsAsync();
        calls.Rest.ShouldBeGreaterThan(1);
        calls.NotModified.ShouldBe(calls.Rest - 1);
    }

    private Task SetTitleAsync(string title) =>
        Host.GitHub.SetAsync(GitHubThings.PublicRepository, GitHubThings.PullRequest, new { title });

    private string DuePolls() => $"tracked_previews WHERE look_at <= {Host.Clock.GetUtcNow().ToUnixTimeMilliseconds()}";

    public sealed class OnSqlite() : PollTests(null);

    public sealed class OnPostgres(PostgresFixture postgres) : PollTests(postgres);
}

/// <summary>Providers with webhooks are not polled.</summary>
public abstract class PollWithWebhooksTests(PostgresFixture? postgres) : ManualWorkerTests(postgres)
{
    [Fact]
    public async Task Links_of_an_instance_with_webhooks_are_not_polled()
    {
        Host.Clock.Advance(TimeSpan.FromDays(1));
        var waiting = Host.Clock.WaitingTimers;

        await StartWorkerAsync<PollWorker>();

        await Eventually.TrueAsync(() => Host.Clock.WaitingTimers > waiting, "all instances had their turn");
        (await Host.Database.CountAsync("tracked_previews")).ShouldBe(1);
        (await Host.Database.CountAsync("looks")).ShouldBe(0);
        (await Host.Database.CountAsync("due_refreshes WHERE scope = 'link'")).ShouldBe(0);
    }

    public sealed class OnSqlite() : PollWithWebhooksTests(null);

    public sealed class OnPostgres(PostgresFixture postgres) : PollWithWebhooksTests(postgres);
}
