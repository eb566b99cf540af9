using Microsoft.Extensions.DependencyInjection;
using Unfurl.Notion.Api;
using Unfurl.Server.Notion.OAuth.Grants;
using Unfurl.Server.Notion.OAuth.Tokens;
using Unfurl.Server.Storage;

namespace Unfurl.IntegrationTests.Notion.OAuth;

/// <summary>Concurrent requests about one grant: in any order, a revoked grant stays revoked.</summary>
[OnEachDatabase]
public sealed class SimultaneousCallsTests : HostedTests
{
    private const int Rounds = 30;
    private const string PublicLink = "https://acme.example/items/1";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_a_deletion_or_a_replay_no_token_of_the_grant_works(bool isDeleted)
    {
        using var ada = UserAs("ada");
        await ada.ConnectAsync();
        var account = (await Host.Database.AccountIdsAsync()).ShouldHaveSingleItem();

        for (var round = 1; round <= Rounds; round++)
        {
            var code = await GiveCodeAsync(account, $"workspace {round}");
            var tokens = Tokens.From(await Notion.RedeemAsync(code));
            Task<ReceivedResponse>[] refreshes =
            [
                .. Enumerable.Range(0, 6).Select(_ => Notion.RefreshAsync(tokens.RefreshToken)),
            ];
            var end = isDeleted
                ? Notion.DeleteGrantAsync(new { token = tokens.AccessToken })
                : Notion.RedeemAsync(code);
            var replay = Notion.RedeemAsync(code);
            ReceivedResponse[] responses = [.. await Task.WhenAll(refreshes), await end, await replay];

            responses.ShouldAllBe(response => (int)response.Status < 500, $"round {round}");
            var issued = responses
                .Take(refreshes.Length)
                .Where(response => response.Status == HttpStatusCode.OK)
                .Select(response => response["access_token"]);
            foreach (var token in issued.Append(tokens.AccessToken))
                (await Notion.UnfurlAsync(token, PublicLink)).Status.ShouldBe(
                    HttpStatusCode.Unauthorized,
                    $"round {round}"
                );
            (await Notion.RefreshAsync(tokens.RefreshToken))["error"].ShouldBe("invalid_grant");
        }
    }

    [Fact]
    public async Task An_unfurl_concurrent_with_a_revocation_succeeds_and_stores_nothing()
    {
        using var ada = UserAs("ada");
        await ada.ConnectAsync();
        var account = (await Host.Database.AccountIdsAsync()).ShouldHaveSingleItem();
        await Host.Database.ExecuteAsync("DELETE FROM grants");

        for (var round = 1; round <= Rounds; round++)
        {
            var tokens = Tokens.From(await Notion.RedeemAsync(await GiveCodeAsync(account, $"workspace {round}")));
            var shown = Enumerable
                .Range(0, 6)
                .Select(i => Notion.UnfurlAsync(tokens.AccessToken, $"{PublicLink}?{i}"))
                .ToArray();
            var end = Notion.DeleteGrantAsync(new { token = tokens.AccessToken });

            (await Task.WhenAll(shown)).ShouldAllBe(response => (int)response.Status < 500, $"round {round}");
            (await end).Status.ShouldBe(HttpStatusCode.OK);
            (await Host.Database.CountAsync(Rows.Displays)).ShouldBe(0);
        }
    }

    [Fact]
    public async Task A_grant_reconnected_during_its_removal_keeps_its_new_code()
    {
        using var ada = UserAs("ada");
        await ada.ConnectAsync();
        var account = (await Host.Database.AccountIdsAsync()).ShouldHaveSingleItem();
        var grants = Host.Service.Services.GetRequiredService<GrantRepository>();

        for (var round = 1; round <= Rounds; round++)
        {
            await GiveCodeAsync(account, "home");
            Host.Clock.Advance(TimeSpan.FromMinutes(2));
            var codes = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => GiveCodeAsync(account, "home")));
            await grants.RemoveExpiredAsync(TestContext.Current.CancellationToken);

            foreach (var code in await codes)
                (await Notion.RedeemAsync(code)).Status.ShouldBe(HttpStatusCode.OK, $"round {round}");
            await Host.Database.ExecuteAsync("DELETE FROM tokens");
        }
    }

    // The effect of the Allow button, without a browser.
    private async Task<string> GiveCodeAsync(string account, string workspace)
    {
        var services = Host.Service.Services;
        var token = new NotionToken { AccessToken = new Secret("notion's"), WorkspaceId = workspace };
        var code = await services
            .GetRequiredService<Database>()
            .InTransactionAsync(
                async session =>
                    await services
                        .GetRequiredService<AuthorizationCodeRepository>()
                        .AddAsync(
                            await services.GetRequiredService<GrantRepository>().SaveAsync(account, token, session),
                            TestSettings.ClientId,
                            new Uri(Notion.RedirectUri),
                            session
                        ),
                TestContext.Current.CancellationToken
            );
        return code.Reveal();
    }
}
