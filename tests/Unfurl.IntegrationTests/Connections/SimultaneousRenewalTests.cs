namespace Unfurl.IntegrationTests.Connections;

[OnPostgres]
public sealed class SimultaneousRenewalTests
{
    // Twice the number of connections that a test's database allows.
    private const int Requests = 40;

    [Fact]
    public async Task More_requests_than_connections_share_one_renewal_and_block_no_other_account()
    {
        await using var acme = await ScriptedAcme.StartAsync();
        var (ada, ben) = (await acme.ConnectAsync(), await acme.ConnectAsync(TimeSpan.FromDays(1), login: "ben"));
        var (begun, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        acme.Token = async context =>
        {
            begun.TrySetResult();
            await release.Task;
            await ScriptedAcme.JsonAsync(
                context,
                """{"access_token": "access-1", "refresh_token": "refresh-2", "expires_in": 3600}"""
            );
        };
        acme.Clock.Advance(TimeSpan.FromHours(1));

        var requests = Enumerable.Range(1, Requests).Select(i => ada.UnfurlAsync(AcmeUsers.LinkTo($"/items/{i}")));
        var responses = Task.WhenAll(requests.ToList());
        await begun.Task;
        var other = await ben.UnfurlAsync(AcmeUsers.LinkTo("/items/1"));
        release.SetResult();

        other.Title.ShouldBe("An item");
        (await responses).ShouldAllBe(response => response.Title == "An item");
        acme.CallsTo("/oauth/token").ShouldBe(1);
    }
}
