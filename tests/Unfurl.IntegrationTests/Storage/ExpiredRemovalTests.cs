namespace Unfurl.IntegrationTests.Storage;

[OnEachDatabase]
public sealed class ExpiredRemovalTests : HostedTests
{
    [Fact]
    public async Task Abandoned_authorization_requests_are_removed()
    {
        using var ada = UserAs("ada");
        await ada.ReachConsentAsync();

        await AdvanceUntilEmptyAsync(TimeSpan.FromMinutes(10), "authorization_requests");
    }

    [Fact]
    public async Task Codes_that_Notion_never_redeemed_are_removed_with_their_grant()
    {
        using var ada = UserAs("ada");
        await ada.GetCodeAsync();

        await AdvanceUntilEmptyAsync(TimeSpan.FromMinutes(1), "grants");

        (await Host.Database.CountAsync(Rows.Codes)).ShouldBe(0);
    }

    [Fact]
    public async Task Redeemed_codes_are_removed_after_the_replay_detection_period()
    {
        using var ada = UserAs("ada");
        await ada.ConnectAsync();

        await AdvanceUntilEmptyAsync(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(1), "authorization_codes");

        (await Host.Database.CountAsync(Rows.Grants)).ShouldBe(1);
    }

    [Fact]
    public async Task A_grant_whose_refresh_token_expired_is_removed_with_all_its_tokens()
    {
        using var ada = UserAs("ada");
        await ada.ConnectAsync();

        await AdvanceUntilEmptyAsync(TimeSpan.FromDays(180), "grants");

        (await Host.Database.CountAsync(Rows.Tokens)).ShouldBe(0);
    }

    [Fact]
    public async Task An_active_grant_is_kept()
    {
        using var ada = UserAs("ada");
        var tokens = await ada.ConnectAsync();
        Host.Clock.Advance(TimeSpan.FromDays(100));

        await Notion.RefreshAsync(tokens.RefreshToken);
        Host.Clock.Advance(TimeSpan.FromDays(100));
        await ada.ReachConsentAsync();
        await AdvanceUntilEmptyAsync(TimeSpan.FromMinutes(10), "authorization_requests");

        (await Host.Database.CountAsync(Rows.Grants)).ShouldBe(1);
        (await Notion.RefreshAsync(tokens.RefreshToken))["token_type"].ShouldBe("bearer");
    }

    [Fact]
    public async Task Sessions_are_removed_after_twelve_hours()
    {
        using var ada = UserAs("ada");
        await ada.OpenConnectionsAsync();

        await AdvanceUntilEmptyAsync(TimeSpan.FromHours(12), "sessions");
    }

    // The worker polls every five minutes.
    private async Task AdvanceUntilEmptyAsync(TimeSpan lifetime, string table)
    {
        (await Host.Database.CountAsync(new Rows(table))).ShouldBePositive();
        Host.Clock.Advance(lifetime - TimeSpan.FromSeconds(1));
        await Host.RestartServiceAsync();
        (await Host.Database.CountAsync(new Rows(table))).ShouldBePositive($"{table} went too early");
        await Host.Clock.AdvanceUntilAsync(
            TimeSpan.FromMinutes(5),
            async () => await Host.Database.CountAsync(new Rows(table)) == 0,
            $"expired rows of {table} are removed"
        );
    }
}
