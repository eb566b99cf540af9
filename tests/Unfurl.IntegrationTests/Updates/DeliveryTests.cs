using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Unfurl.IntegrationTests.Updates;

/// <summary>Promise 4: an accepted webhook is never lost, and a redelivery has no second effect.</summary>
[OnEachDatabase]
public sealed class DeliveryTests : WebhookTests
{
    [Fact]
    public async Task Refresh_jobs_of_a_delivery_are_stored_before_it_is_acknowledged()
    {
        await SendAcceptedAsync(Delivery("issue_comment", "deleted"));

        (await QueuedAsync()).ShouldBe([
            "resource repo:186853002#1 expire 1",
            "resource repo:186853002#1/comment:492700400 purge 1",
        ]);
        (await Database.CountAsync(Rows.Deliveries)).ShouldBe(1);
        var due = Rows.RefreshesDueAfter(Clock.GetUtcNow(), TimeSpan.FromMilliseconds(200));
        (await Database.CountAsync(due)).ShouldBe(2);
    }

    [Fact]
    public async Task A_form_is_accepted_like_JSON_and_the_path_ignores_case()
    {
        await SendAcceptedAsync(Delivery("pull_request", "synchronize").AsForm());
        (await SendAsync(Delivery("pull_request", "synchronize"), "/webhooks/GitHub")).Body.ShouldBeEmpty();

        (await QueuedAsync()).ShouldBe(["resource repo:186853002#2 expire 2"]);
    }

    [Fact]
    public async Task A_redelivery_has_no_effect()
    {
        var delivery = Delivery("pull_request", "synchronize");
        await SendAcceptedAsync(delivery);
        await Database.ExecuteAsync("DELETE FROM jobs");

        await SendAcceptedAsync(delivery);
        // A redelivery is recognized by its id alone: headers are not signed.
        await SendAcceptedAsync(Delivery("issues", "opened") with { Id = delivery.Id });

        (await QueuedAsync()).ShouldBeEmpty();
        (await Database.CountAsync(Rows.Deliveries)).ShouldBe(1);
    }

    [Fact]
    public async Task Queued_changes_are_merged_and_a_purge_is_kept()
    {
        await SendAcceptedAsync(Delivery("repository", "publicized"));
        Clock.Advance(TimeSpan.FromMinutes(1));
        await SendAcceptedAsync(Delivery("repository", "privatized"));
        await SendAcceptedAsync(Delivery("repository", "publicized"));

        (await QueuedAsync()).ShouldBe([
            "resource name:codertocat/hello-world purge 3",
            "resource repo:186853002/* purge 3",
        ]);
        // Due since the first delivery, a minute ago.
        var due = Rows.RefreshesDueAfter(Clock.GetUtcNow(), TimeSpan.FromMilliseconds(200) - TimeSpan.FromMinutes(1));
        (await Database.CountAsync(due)).ShouldBe(2);
    }

    [Fact]
    public async Task Fifty_concurrent_deliveries_queue_one_job_per_resource()
    {
        await Task.WhenAll(
            Enumerable.Range(0, 50).Select(_ => SendAcceptedAsync(Delivery("pull_request", "synchronize")))
        );

        (await QueuedAsync()).ShouldBe(["resource repo:186853002#2 expire 50"]);
        (await Database.CountAsync(Rows.Deliveries)).ShouldBe(50);
    }

    [Fact]
    public async Task Exactly_one_of_many_concurrent_copies_of_a_delivery_takes_effect()
    {
        var delivery = Delivery("pull_request", "synchronize");

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => SendAcceptedAsync(delivery)));

        (await QueuedAsync()).ShouldBe(["resource repo:186853002#2 expire 1"]);
    }

    [Fact]
    public async Task Deliveries_of_the_same_resources_in_different_orders_do_not_deadlock()
    {
        await Task.WhenAll(Enumerable.Range(0, 30).Select(i => SendAcceptedAsync(Removed(i % 2 == 0))));

        var due = await QueuedAsync();
        due.Count.ShouldBe(40);
        due.ShouldAllBe(row => row.EndsWith(" purge 30", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ping", null)]
    [InlineData("sponsorship", "created")]
    [InlineData("issues", "pinned")]
    public async Task An_irrelevant_delivery_is_acknowledged_and_not_stored(string name, string? action)
    {
        await SendAcceptedAsync(Delivery(name, action));

        (await QueuedAsync()).ShouldBeEmpty();
        (await Database.CountAsync(Rows.Deliveries)).ShouldBe(0);
    }

    [Fact]
    public async Task A_large_delivery_is_accepted()
    {
        var json = JsonNode.Parse(GitHubExamples.Of("pull_request", "locked").Json)!;
        json["pull_request"]!["body"] = new string('ä', 2_000_000);

        await SendAcceptedAsync(new GitHubDelivery("pull_request", Encoding.UTF8.GetBytes(json.ToJsonString())));

        (await QueuedAsync()).ShouldBe(["resource repo:186853002#2 expire 1"]);
    }

    [Fact]
    public async Task Delivery_ids_are_removed_after_a_week()
    {
        await SendAcceptedAsync(Delivery("pull_request", "synchronize"));
        Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromMinutes(6));
        await SendAcceptedAsync(Delivery("pull_request", "synchronize"));
        (await Database.CountAsync(Rows.Deliveries)).ShouldBe(2);

        await Clock.AdvanceUntilAsync(
            TimeSpan.FromMinutes(15),
            async () => await Database.CountAsync(Rows.Deliveries) == 1,
            "the first delivery is forgotten, and not the second"
        );
        (await QueuedAsync()).ShouldBe(["resource repo:186853002#2 expire 2"]);
        await Clock.AdvanceUntilAsync(
            TimeSpan.FromDays(7),
            async () => await Database.CountAsync(Rows.Deliveries) + await Database.CountAsync(Rows.Refreshes) == 0,
            "all of it is forgotten"
        );
    }

    private static GitHubDelivery Removed(bool isReversed)
    {
        var json = JsonNode.Parse(GitHubExamples.Of("installation_repositories", "removed").Json)!;
        var ids = isReversed ? Enumerable.Range(1, 20).Reverse() : Enumerable.Range(1, 20);
        json["repositories_removed"] = new JsonArray([
            .. ids.Select(id => new JsonObject { ["id"] = id, ["full_name"] = $"acme/app{id}" }),
        ]);
        return new GitHubDelivery("installation_repositories", Encoding.UTF8.GetBytes(json.ToJsonString()));
    }

    [Fact]
    [OnPostgres]
    public async Task A_delivery_with_many_resources_needs_few_statements()
    {
        using var delivery = new Activity("delivery").Start();
        using var seen = new RecordedActivities(delivery.TraceId, "Npgsql", RecordedActivities.Requests);

        await SendAcceptedAsync(Removed(isReversed: false));

        seen.From("Npgsql").Count.ShouldBeInRange(1, 8);
        (await QueuedAsync()).Count.ShouldBe(40);
    }
}
