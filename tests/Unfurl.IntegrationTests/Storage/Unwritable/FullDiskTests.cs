using Unfurl.IntegrationTests.Notion.Push;
using Unfurl.IntegrationTests.Updates;

namespace Unfurl.IntegrationTests.Storage.Unwritable;

/// <summary>The kernel refuses to write SQLite's files of a running process, and SQLite ends transactions by itself.</summary>
public sealed class FullDiskTests
{
    private const int Shown = 2;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_that_must_be_stored_gets_a_503_and_works_again_afterwards()
    {
        await using var host = await KillableService.StartAsync(users: 2, usersPerWorkspace: 2, pullRequests: [Shown]);
        var connection = host.Notion.DescribeUser(host.People[0].User).Connections[0].Id;

        await host.Service.LimitFilesAsync(1);
        var hit = await host.Notion.OpenAsync(host.People[1].User, NotionViewer.LinkTo(Shown), null, Cancellation);
        var cold = await host.Notion.PasteAsync(
            host.People[1].User,
            "https://github.com/Codertocat/Hello-World/issues/1",
            null,
            Cancellation
        );
        var delivery = await host.SendAsync(GitHubDelivery.OfPullRequest(Shown));
        var disconnected = await host.Notion.DisconnectAsync(host.People[0].User, connection, Cancellation);
        var isReady = await ReadyAsync(host);
        var grants = await host.Database.CountAsync(Rows.Grants);
        await host.Service.LimitFilesAsync(null);
        await Eventually.TrueAsync(async () => await ReadyAsync(host) == HttpStatusCode.OK, "it is ready again");
        await host.ChangeAsync(Shown, "After");

        hit.Status.ShouldBe(200);
        cold.Status.ShouldBe(503);
        delivery.ShouldBe(HttpStatusCode.ServiceUnavailable);
        disconnected.Status.ShouldBe(503);
        grants.ShouldBe(2);
        isReady.ShouldBe(HttpStatusCode.ServiceUnavailable);
        host.Service.Output.ShouldNotContain("cannot rollback");
        await Eventually.TrueAsync(
            () => host.People[1].Title(Shown) == "After",
            "the change is pushed",
            TimeSpan.FromMinutes(2)
        );
    }

    private static async Task<HttpStatusCode> ReadyAsync(KillableService host)
    {
        using var client = host.Service.CreateClient();
        using var response = await client.GetAsync("/health/ready", Cancellation);
        return response.StatusCode;
    }
}
