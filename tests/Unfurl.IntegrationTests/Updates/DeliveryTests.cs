using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Unfurl.IntegrationTests.Fixtures;
using Unfurl.Testing;
using Unfurl.Testing.GitHub;

namespace Unfurl.IntegrationTests.Updates;

/// <summary>Promise 4: an accepted webhook is never lost, and one that is sent again changes nothing more.</summary>
public abstract class DeliveryTests(PostgresFixture? postgres) : WebhookTests(postgres)
{
    [Fact]
    public async Task What_a_delivery_makes_due_is_stored_when_it_is_acknowledged()
    {
        await TakenAsync(Delivery("issue_comment", "deleted"));

        (await DueAsync()).ShouldBe([
            "resource repo:186853002#1 expire 1",
            "resource repo:186853002#1/comment:492700400 purge 1",
        ]);
        (await Database.CountAsync("webhook_deliveries WHERE provider = 'github'")).ShouldBe(1);
        var now = Clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        (
            await Database.CountAsync(
                $"due_refreshes WHERE provider = 'github' AND due_at = {now} + 200 AND requested_at = {now} AND attempts = 0 AND claimed_until IS NULL"
            )
        ).ShouldBe(2);
    }

    [Fact]
    public async Task A_form_is_taken_like_JSON_and_the_path_ignores_case()
    {
        await TakenAsync(Delivery("pull_request", "closed").AsForm());
        (await SendAsync(Delivery("pull_request", "closed"), "/webhooks/GitHub")).Body.ShouldBeEmpty();

        (await DueAsync()).ShouldBe(["resource repo:186853002#2 expire 2"]);
    }

    [Fact]
    public async Task A_delivery_that_is_sent_again_has_no_second_effect()
    {
        var delivery = Delivery("pull_request", "closed");
        await TakenAsync(delivery);
        await Database.ExecuteAsync("DELETE FROM due_refreshes");

        await TakenAsync(delivery);
        // Only the id tells: headers are not signed.
        await TakenAsync(Delivery("issues", "opened") with { Id = delivery.Id });

        (await DueAsync()).ShouldBeEmpty();
        (await Database.CountAsync("webhook_deliveries")).ShouldBe(1);
    }

    [Fact]
    public async Task Changes_that_wait_become_one_and_what_was_purged_stays_so()
    {
        await TakenAsync(Delivery("repository", "publicized"));
        Clock.Advance(TimeSpan.FromMinutes(1));
        await TakenAsync(Delivery("repository", "privatized"));
        await TakenAsync(Delivery("repository", "publicized"));

        (await DueAsync()).ShouldBe([
            "resource name:codertocat/hello-world purge 3",
            "resource repo:186853002/* purge 3",
        ]);
        (await Database.CountAsync("due_refreshes WHERE due_at = requested_at + 200 - 60000")).ShouldBe(2);
    }

    [Fact]
    public async Task Fifty_deliveries_at_once_leave_one_row_for_one_thing()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => TakenAsync(Delivery("pull_request", "closed"))));

        (await DueAsync()).ShouldBe(["resource repo:186853002#2 expire 50"]);
        (await Database.CountAsync("webhook_deliveries")).ShouldBe(50);
    }

    [Fact]
    public async Task Of_one_delivery_sent_many_times_at_once_one_counts()
    {
        var delivery = Delivery("pull_request", "closed");

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => TakenAsync(delivery)));

        (await DueAsync()).ShouldBe(["resource repo:186853002#2 expire 1"]);
    }

    [Fact]
    public async Task Deliveries_about_the_same_things_in_different_orders_do_not_stand_in_each_other_s_way()
    {
        await Task.WhenAll(Enumerable.Range(0, 30).Select(i => TakenAsync(Removed(i % 2 == 0))));

        var due = await DueAsync();
        due.Count.ShouldBe(40);
        due.ShouldAllBe(row => row.EndsWith(" purge 30", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ping", null)]
    [InlineData("discussion", "created")]
    [InlineData("issues", "pinned")]
    public async Task What_concerns_no_card_is_acknowledged_and_not_kept(string name, string? action)
    {
        await TakenAsync(Delivery(name, action));

        (await DueAsync()).ShouldBeEmpty();
        (await Database.CountAsync("webhook_deliveries")).ShouldBe(0);
    }

    [Fact]
    public async Task A_large_delivery_is_taken()
    {
        var json = JsonNode.Parse(GitHubExamples.Of("pull_request", "labeled").Json)!;
        json["pull_request"]!["body"] = new string('ä', 2_000_000);

        await TakenAsync(new GitHubDelivery("pull_request", Encoding.UTF8.GetBytes(json.ToJsonString())));

        (await DueAsync()).ShouldBe(["resource repo:186853002#2 expire 1"]);
    }

    [Fact]
    public async Task What_was_taken_is_forgotten_after_a_week()
    {
        await TakenAsync(Delivery("pull_request", "closed"));
        Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromMinutes(6));
        await TakenAsync(Delivery("pull_request", "closed"));
        (await Database.CountAsync("webhook_deliveries")).ShouldBe(2);

        Clock.Advance(TimeSpan.FromMinutes(15));

        await Eventually.TrueAsync(
            async () => await Database.CountAsync("webhook_deliveries") == 1,
            "the first delivery is forgotten, and not the second"
        );
        (await DueAsync()).ShouldBe(["resource repo:186853002#2 expire 2"]);
        Clock.Advance(TimeSpan.FromDays(7));
        await Eventually.TrueAsync(
            async () =>
                await Database.CountAsync("webhook_deliveries") + await Database.CountAsync("due_refreshes") == 0,
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

    public sealed class OnSqlite() : DeliveryTests(null);

    public sealed class OnPostgres(PostgresFixture postgres) : DeliveryTests(postgres)
    {
        [Fact]
        public async Task However_many_things_a_delivery_names_it_takes_a_handful_of_statements()
        {
            using var delivery = new Activity("delivery").Start();
            using var seen = new SeenActivities(delivery.TraceId, "Npgsql", SeenActivities.Requests);

            await TakenAsync(Removed(isReversed: false));

            seen.From("Npgsql").Count.ShouldBeInRange(1, 8);
            (await DueAsync()).Count.ShouldBe(40);
        }
    }
}
