using System.Text;
using System.Text.Json.Nodes;
using Unfurl.Testing;
using Unfurl.Testing.GitHub;

namespace Unfurl.Tests.GitHub.Webhooks;

[NeedsNode]
public sealed class GitHubWebhooksTests
{
    private static readonly GitHubExample Opened = GitHubExamples.Of("pull_request", "opened");

    [Fact]
    public void A_delivery_keeps_its_id_and_event()
    {
        var delivery = Opened.Delivery with { Id = "72d3162e-cc78-11e3-81ab-4c9367dc0958" };

        var changed = delivery.Read().ShouldBeOfType<WebhookReading.Changed>();

        changed.DeliveryId.ShouldBe("72d3162e-cc78-11e3-81ab-4c9367dc0958");
        changed.Event.ShouldBe("pull_request");
        changed.Refresh.ShouldContain(new Resource("repo:186853002#2"));
    }

    [Fact]
    public void A_form_means_the_same_as_JSON()
    {
        var umlauts = Opened.Json.Replace("\"title\":", "\"title\":\"ü + 100 % & 文\",\"titl\":");
        var delivery = new GitHubDelivery("pull_request", umlauts);

        delivery.AsForm().Read().Summary().ShouldBe(delivery.Read().Summary());
        delivery.Read().ShouldBeOfType<WebhookReading.Changed>();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_byte_order_mark_changes_nothing(bool isForm)
    {
        var delivery = new GitHubDelivery("pull_request", $"\uFEFF{Opened.Json}");

        (isForm ? delivery.AsForm() : delivery).Read().Summary().ShouldBe(Opened.Delivery.Read().Summary());
    }

    [Theory]
    [InlineData("application/json; charset=utf-8", true)]
    [InlineData("Application/JSON", true)]
    [InlineData("text/plain", false)]
    [InlineData("application/json-seq", false)]
    [InlineData("nonsense", false)]
    [InlineData(null, false)]
    public void A_body_is_JSON_by_its_content_type(string? contentType, bool isRead)
    {
        var reading = (Opened.Delivery with { ContentType = contentType }).Read();

        (reading is WebhookReading.Changed).ShouldBe(isRead, reading.Summary());
    }

    [Theory]
    [InlineData("", "the form has no field payload")]
    [InlineData("payload", "the form has no field payload")]
    [InlineData("payload=", "the payload is no JSON, or too deep, or has a member twice")]
    [InlineData("payloads={}", "the form has no field payload")]
    [InlineData("other={}", "the form has no field payload")]
    [InlineData("payload={}&payload={}", "the form has the field payload more than once")]
    [InlineData("payload=%7B%", "the payload is no JSON, or too deep, or has a member twice")]
    [InlineData("payload=%ff%fe", "the payload is not UTF-8")]
    [InlineData("&&&", "the form has no field payload")]
    public void A_form_without_one_payload_is_malformed(string form, string reason)
    {
        var delivery = new GitHubDelivery("pull_request", form) { ContentType = "application/x-www-form-urlencoded" };

        delivery.Read().ShouldBe(new WebhookReading.Malformed(reason));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("line\nbreak")]
    [InlineData("ünprintable")]
    public void A_delivery_without_a_plain_id_is_malformed(string? id) =>
        (Opened.Delivery with { Id = id })
            .Read()
            .ShouldBeOfType<WebhookReading.Malformed>()
            .Reason.ShouldStartWith("X-GitHub-Delivery");

    [Fact]
    public void An_overlong_id_is_malformed() =>
        (Opened.Delivery with { Id = new string('a', 101) }).Read().ShouldBeOfType<WebhookReading.Malformed>();

    [Theory]
    [InlineData("ping", "ping")]
    [InlineData("sponsorship", "other")]
    [InlineData("an_event_of_tomorrow", "other")]
    [InlineData("PULL_REQUEST", "other")]
    public void Events_that_no_card_shows_are_ignored_under_a_bounded_set_of_names(string name, string expected) =>
        new GitHubDelivery(name, "{}").Read().ShouldBe(new WebhookReading.Ignored(expected));

    [Fact]
    public void An_unknown_action_counts_as_a_change() =>
        Changed(Opened, json => json["action"] = "beautified").ShouldBe("refresh repo:186853002#2");

    [Fact]
    public void A_comment_on_a_pull_request_concerns_it_by_its_number() =>
        Changed(
                GitHubExamples.Of("issue_comment", "created"),
                json => json["issue"]!["pull_request"] = new JsonObject { ["url"] = "https://api.github.com" }
            )
            .ShouldBe("refresh repo:186853002#1");

    [Fact]
    public void A_push_concerns_the_pull_requests_whose_head_it_replaces() =>
        Changed(
                GitHubExamples.Of("push"),
                json =>
                {
                    json["created"] = false;
                    json["before"] = "EC26C3E57CA3A959CA5AAD62DE7213C562F8C821";
                }
            )
            .ShouldBe(
                "refresh repo:186853002 repo:186853002/ref:simple-tag repo:186853002@ec26c3e57ca3a959ca5aad62de7213c562f8c821"
            );

    [Fact]
    public void A_transferred_issue_is_purged_here_and_refreshed_there() =>
        Changed(
                GitHubExamples.Of("issues", "transferred"),
                json =>
                {
                    json["changes"]!["new_issue"]!["number"] = 7;
                    json["changes"]!["new_repository"]!["id"] = 42;
                }
            )
            .ShouldBe("refresh repo:42#7; purge repo:17273051#1");

    [Fact]
    public void A_transferred_repository_is_purged_by_its_old_name_of_either_owner_kind()
    {
        var example = GitHubExamples.Of("repository", "transferred");

        Changed(example, json => json["changes"] = From("organization", "Old-Org"))
            .ShouldBe("purge repo:186853261/* name:octocoders/hello-world name:old-org/hello-world");
        Changed(example, json => json["changes"] = From("user", "octocat"))
            .ShouldBe("purge repo:186853261/* name:octocoders/hello-world name:octocat/hello-world");
        Changed(example, json => json.AsObject().Remove("changes"))
            .ShouldBe("purge repo:186853261/* name:octocoders/hello-world");
    }

    [Fact]
    public void A_renamed_label_or_milestone_refreshes_the_whole_repository()
    {
        const string Whole = "refresh repo:186853002/* name:codertocat/hello-world";
        var label = GitHubExamples.Of("label", "edited");
        var milestone = GitHubExamples.Of("milestone", "closed");

        Changed(label, json => json["changes"] = new JsonObject { ["name"] = new JsonObject { ["from"] = "bug" } })
            .ShouldBe($"{Whole} repo:186853002/label:%3Abug%3A%20bugfix repo:186853002/label:bug");
        label.Delivery.Read().Summary().ShouldBe("refresh repo:186853002/label:%3Abug%3A%20bugfix");
        Changed(
                milestone,
                json =>
                {
                    json["action"] = "edited";
                    json["changes"] = new JsonObject { ["title"] = new JsonObject { ["from"] = "v1" } };
                }
            )
            .ShouldBe($"{Whole} repo:186853002/milestone:1");
        milestone.Delivery.Read().Summary().ShouldBe("refresh repo:186853002/milestone:1");
    }

    [Fact]
    public void A_member_who_leaves_an_organization_is_a_subject() =>
        Changed(GitHubExamples.Of("organization", "member_added"), json => json["action"] = "member_removed")
            .ShouldBe("subjects 39652351");

    [Fact]
    public void A_team_that_loses_permissions_purges_the_repository() =>
        Changed(GitHubExamples.Of("team", "removed_from_repository"), json => json["action"] = "edited")
            .ShouldBe("refresh team:3253328; purge repo:186853261/* name:octocoders/hello-world");

    [Theory]
    [InlineData(100, 200, "repo:1/* name:acme/app1")]
    [InlineData(101, 1, "owner:acme")]
    public void More_than_a_hundred_repositories_are_named_by_their_owners(int count, int expected, string first)
    {
        var repositories = Enumerable
            .Range(1, count)
            .Select(id => new JsonObject { ["id"] = id, ["full_name"] = $"acme/app{id}" });
        var summary = Changed(
            GitHubExamples.Of("installation_repositories", "removed"),
            json => json["repositories_removed"] = new JsonArray([.. repositories])
        );

        summary.ShouldStartWith($"purge {first}");
        summary.Split(' ').Length.ShouldBe(1 + expected);
    }

    private static string Changed(GitHubExample example, Action<JsonNode> change)
    {
        var json = JsonNode.Parse(example.Json)!;
        change(json);
        return new GitHubDelivery(example.Event, Encoding.UTF8.GetBytes(json.ToJsonString())).Read().Summary();
    }

    private static JsonObject From(string kind, string login) =>
        new()
        {
            ["owner"] = new JsonObject { ["from"] = new JsonObject { [kind] = new JsonObject { ["login"] = login } } },
        };
}
