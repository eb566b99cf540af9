using Unfurl.Testing.Postgres;

namespace Unfurl.IntegrationTests.Updates;

/// <summary>
/// A delivery that cannot be stored is not acknowledged and leaves no rows: GitHub shows it as failed and can send it
/// again.
/// </summary>
[OnEachDatabase]
public sealed class StorageOutageTests : WebhookTests
{
    [Fact]
    public async Task A_delivery_that_cannot_be_stored_has_no_effect_and_can_be_redelivered()
    {
        Service.ExpectServerErrors();
        var delivery = Delivery("issue_comment", "deleted");
        await Database.ExecuteAsync("ALTER TABLE jobs RENAME TO elsewhere");

        (await SendAsync(delivery)).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await Database.CountAsync(Rows.Deliveries)).ShouldBe(0);
        await Database.ExecuteAsync("ALTER TABLE elsewhere RENAME TO jobs");
        await SendAcceptedAsync(delivery);

        (await QueuedAsync()).Count.ShouldBe(2);
        (await Database.CountAsync(Rows.Deliveries)).ShouldBe(1);
    }

    [Fact]
    [OnPostgres]
    public async Task Without_its_database_the_service_returns_503_with_retry_after()
    {
        await using var server = await Testing.Postgres.PostgresServer.StartAsync();
        await using var database = await TestDatabase.CreateAsync(server);
        await using var service = UnfurlHost.Start(
            [
                database.Setting,
                TestSettings.WebhookSecret,
                new("Unfurl:Providers:github:Type", "GitHub"),
                new("Unfurl:Providers:github:Host", "github.com"),
                new("Unfurl:Providers:github:ClientId", "id"),
                new("Unfurl:Providers:github:ClientSecret", "secret"),
            ],
            services: UpdateWorkers.Remove
        );
        service.ExpectServerErrors();
        using var github = new GitHubSender(service, database);
        await github.SendAcceptedAsync(Delivery("pull_request", "synchronize"));
        await server.StopAsync();

        var response = await github.SendAsync(Delivery("pull_request", "synchronize"));

        response.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        response.MediaType.ShouldBe("application/problem+json");
    }
}
