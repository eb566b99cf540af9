using FsCheck.Fluent;
using Unfurl.IntegrationTests.Notion.Push;

namespace Unfurl.IntegrationTests.Storage.Clocks;

/// <summary>Whatever times other clocks stored, the work goes on within a minute and Notion's limits hold.</summary>
[OnEachDatabase]
public sealed class StoredTimesPropertyTests : HostedPushTests
{
    private const int Rounds = 6;
    private const long Second = 1000;
    private const long Day = 86_400 * Second;

    // Every column that decides when work goes on, or for how long something is kept.
    private static readonly string[] Statements =
    [
        "UPDATE job_lanes SET last_at = {0}",
        "UPDATE job_lanes SET second_last_at = {0}",
        "UPDATE job_lanes SET third_last_at = {0}",
        // A throttle is stored with the time of the call. Longer than a day after it, it comes from a wrong clock.
        "UPDATE job_lanes SET last_at = {0}, held_until = {0} + 20000 WHERE lane <> ''",
        "UPDATE job_lanes SET last_at = 0, held_until = {0} + 86400000 WHERE lane = ''",
        "UPDATE jobs SET due_at = {0}",
        "UPDATE jobs SET requested_at = {0}, due_at = {0}",
        "UPDATE jobs SET leased_until = {0} + 86400000",
        "UPDATE webhook_deliveries SET received_at = {0}",
        "UPDATE displays SET shown_at = CASE WHEN {0} > shown_at THEN {0} ELSE shown_at END, look_at = {0}",
        "INSERT INTO looks (provider, next_at) VALUES ('github', {0}) ON CONFLICT (provider) DO UPDATE SET next_at = {0}",
    ];

    [Fact]
    public async Task The_work_goes_on_within_a_minute()
    {
        await Host.ConnectAsync("ada", GitHubUsers.Codertocat);
        await Host.ConnectAsync("ben", GitHubUsers.Octocat);
        var ahead = Gen.OneOf(
            Gen.Choose(60, 86_400).Select(seconds => seconds * Second),
            Gen.Choose(1, 20_000).Select(days => days * Day),
            Gen.Choose(1, 20_000).Select(days => -days * Day)
        );
        var rounds = ahead.ArrayOf(Statements.Length).Sample(Rounds).ToList();

        for (var i = 0; i < rounds.Count; i++)
        {
            var now = Host.Clock.GetUtcNow().ToUnixTimeMilliseconds();
            Host.HasHangingCalls = false;
            // Keeps both kinds of jobs queued while their times are set.
            await Host.Database.ExecuteAsync($"UPDATE job_lanes SET last_at = {now}, held_until = {now + 15_000}");
            await Host.ChangeAsync($"Title {i}");
            await Host.WithinAMinuteAsync(
                async () => await Host.Database.CountAsync(Rows.Pushes) == 2,
                "the pushes are queued"
            );
            await Host.Sender.SendAcceptedAsync(GitHubExamples.Of("pull_request", "locked").Delivery);
            for (var s = 0; s < Statements.Length; s++)
                await Host.Database.ExecuteAsync(string.Format(null, Statements[s], now + rounds[i][s]));

            // Leases that nobody holds last until they expire.
            Host.HasHangingCalls = true;
            await Host.WithinAMinuteAsync(
                async () =>
                    Host.Title("ada") == $"Title {i}"
                    && Host.Title("ben") == $"Title {i}"
                    && await Host.Database.CountAsync(Rows.Refreshes) == 0,
                $"the work goes on after {string.Join(", ", rounds[i])}"
            );
        }

        ((string[])["ada", "ben"]).SelectMany(Host.Pushes).ShouldAllBe(push => push.Status == 200);
        (await Host.Database.TimesAfterAsync(Host.Clock.GetUtcNow() + TimeSpan.FromMinutes(1))).ShouldBe(0);
    }
}
