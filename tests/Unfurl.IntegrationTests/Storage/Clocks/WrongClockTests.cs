using Unfurl.IntegrationTests.Notion.Push;
using Unfurl.Simulator;

namespace Unfurl.IntegrationTests.Storage.Clocks;

/// <summary>A clock that was wrong and is put right stops no push for longer than a minute.</summary>
[OnEachDatabase]
public sealed class WrongClockTests : HostedPushTests
{
    private static readonly string[] Home = ["ada", "ben", "cleo", "dora"];

    [Theory]
    [InlineData(3600)]
    [InlineData(86_400 * 400)]
    [InlineData(7)]
    [InlineData(-3600)]
    [InlineData(-86_400 * 400)]
    public async Task Pushes_go_on_after_it_is_put_right(int secondsAhead)
    {
        await ConnectAsync();
        await PushAsync("Before");

        await SetWrongAsync(TimeSpan.FromSeconds(secondsAhead));
        await PushAsync("Wrong");
        await SetWrongAsync(TimeSpan.Zero);
        var before = Home.ToDictionary(user => user, user => Host.Pushes(user).Count);
        await PushAsync("Right");

        // A leap forwards hides the last calls, so Notion may refuse one more, which is repeated.
        if (secondsAhead > 0)
            Home.SelectMany(user => Host.Pushes(user).Skip(before[user])).ShouldAllBe(push => push.Status == 200);
    }

    [Fact]
    public async Task A_push_that_is_queued_when_it_is_put_right_is_sent()
    {
        await ConnectAsync();
        await SetWrongAsync(TimeSpan.FromHours(1));
        await Host.Database.ExecuteAsync(
            $"UPDATE job_lanes SET held_until = {Now + 30_000}, last_at = {Now} WHERE lane = ''"
        );
        await Host.ChangeAsync("Queued");
        await Host.WithinAMinuteAsync(
            async () => await Host.Database.CountAsync(Rows.Pushes) == Home.Length,
            "the pushes are queued"
        );

        await SetWrongAsync(TimeSpan.Zero);

        await ShownAsync("Queued");
    }

    [Fact]
    public async Task A_retry_that_a_wrong_clock_planned_is_sent()
    {
        await ConnectAsync();
        await SetWrongAsync(TimeSpan.FromHours(1));
        // More than once, so that each user's push waits for a retry whenever the test looks.
        foreach (var user in Home)
            Host.Notion.FailUpdates(user, Enumerable.Repeat(new NotionFault(503, TimeSpan.FromSeconds(1)), 3));
        await Host.ChangeAsync("Retried");
        await Host.WithinAMinuteAsync(
            () => Task.FromResult(Home.All(user => Host.Pushes(user).Any(push => push.Status == 503))),
            "every push has failed"
        );

        await SetWrongAsync(TimeSpan.Zero);

        await ShownAsync("Retried");
    }

    // A call under way would keep a lease that the driver does not know as its worker's, so time would go on during it.
    private async Task SetWrongAsync(TimeSpan ahead)
    {
        await Eventually.TrueAsync(async () => !await Host.Database.HasLeasedJobsAsync(), "no call is under way");
        Host.Clock.SetWrong(ahead);
    }

    private long Now => Host.Clock.GetUtcNow().ToUnixTimeMilliseconds();

    private async Task ConnectAsync()
    {
        foreach (var user in Home)
            await Host.ConnectAsync(user, GitHubUsers.Octocat);
    }

    private async Task PushAsync(string title)
    {
        await Host.ChangeAsync(title);
        await ShownAsync(title);
    }

    private Task ShownAsync(string title) =>
        Host.WithinAMinuteAsync(
            () => Task.FromResult(Home.All(user => Host.Title(user) == title)),
            $"all users see {title}"
        );
}
