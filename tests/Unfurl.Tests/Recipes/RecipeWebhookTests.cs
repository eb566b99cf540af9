using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Unfurl.Recipes;
using Unfurl.Testing;

namespace Unfurl.Tests.Recipes;

/// <summary>Deliveries as the tools' documentation has them, for the things that the recorded cases show.</summary>
public sealed class RecipeWebhookTests
{
    private const string Secret = "a secret of the webhook";

    [Theory]
    [InlineData(
        "gitea",
        "issue.open",
        "issues",
        """{ "action": "edited", "repository": { "id": 5 }, "issue": { "number": 12 } }"""
    )]
    [InlineData(
        "gitea",
        "pull.open",
        "issue_comment",
        """{ "action": "created", "is_pull": true, "repository": { "id": 5 }, "issue": { "number": 13 } }"""
    )]
    [InlineData(
        "gitea",
        "pull.open",
        "pull_request",
        """{ "repository": { "id": 5 }, "pull_request": { "number": 13 } }"""
    )]
    [InlineData(
        "gitlab",
        "issue.open",
        "Issue Hook",
        """{ "object_kind": "issue", "project": { "id": 58 }, "object_attributes": { "id": 301, "iid": 12 } }"""
    )]
    [InlineData(
        "gitlab",
        "issue.open",
        "Note Hook",
        """{ "object_kind": "note", "project": { "id": 58 }, "object_attributes": { "id": 1241 }, "issue": { "iid": 12 } }"""
    )]
    [InlineData(
        "gitlab",
        "merge_request.draft",
        "Merge Request Hook",
        """{ "object_kind": "merge_request", "project": { "id": 58 }, "object_attributes": { "id": 99, "iid": 13 } }"""
    )]
    [InlineData(
        "gitlab",
        "merge_request.draft",
        "Pipeline Hook",
        """{ "object_kind": "pipeline", "project": { "id": 58 }, "object_attributes": { "id": 31, "iid": 3 }, "merge_request": { "id": 1, "iid": 13 } }"""
    )]
    [InlineData(
        "jira",
        "issue.open",
        "",
        """{ "webhookEvent": "jira:issue_updated", "issue": { "id": "1", "key": "APP-12" } }"""
    )]
    [InlineData(
        "sentry",
        "issue.unresolved",
        "issue",
        """{ "action": "resolved", "data": { "issue": { "id": "4507" } } }"""
    )]
    [InlineData(
        "sentry",
        "issue.unresolved",
        "comment",
        """{ "action": "created", "data": { "comment_id": 1, "issue_id": 4507 } }"""
    )]
    public void A_delivery_is_about_the_thing_that_the_card_shows(string recipe, string name, string kind, string body)
    {
        var reading = Read(recipe, kind, body);

        var changed = reading.ShouldBeOfType<WebhookReading.Changed>();
        changed.Refresh.Select(resource => resource.Name).ShouldBe(ResourcesOf(recipe, name));
        changed.Purge.ShouldBeEmpty();
        changed.Event.ShouldBe(recipe == "jira" ? "jira:issue_updated" : kind);
    }

    [Theory]
    [InlineData(
        "gitlab",
        "issue.open",
        """{ "object_kind": "issue", "project": { "id": 58 }, "object_attributes": { "iid": 12 }, "changes": { "confidential": { "previous": false, "current": true } } }"""
    )]
    [InlineData("jira", "issue.open", """{ "webhookEvent": "jira:issue_deleted", "issue": { "key": "APP-12" } }""")]
    public void What_fewer_may_see_is_no_longer_shown(string recipe, string name, string body) =>
        Read(recipe, "Issue Hook", body)
            .ShouldBeOfType<WebhookReading.Changed>()
            .Purge.Select(resource => resource.Name)
            .ShouldBe(ResourcesOf(recipe, name));

    [Theory]
    [InlineData("gitlab", """{ "object_kind": "push", "project": { "id": 58 }, "commits": [] }""")]
    [InlineData(
        "gitlab",
        """{ "object_kind": "pipeline", "project": { "id": 58 }, "object_attributes": { "iid": 3 }, "merge_request": null }"""
    )]
    [InlineData("gitea", """{ "repository": { "id": 5 }, "ref": "refs/heads/main" }""")]
    [InlineData("sentry", """{ "action": "created", "installation": { "uuid": "a" } }""")]
    [InlineData("sentry", "[]")]
    [InlineData("sentry", "12")]
    public void A_delivery_about_no_card_is_ignored(string recipe, string body) =>
        Read(recipe, "push", body).ShouldBe(new WebhookReading.Ignored("push"));

    [Fact]
    public void An_id_is_that_of_the_delivery_or_else_what_its_body_makes_of_it()
    {
        const string first =
            """{ "object_kind": "issue", "project": { "id": 58 }, "object_attributes": { "iid": 12 } }""";
        const string second =
            """{ "object_kind": "issue", "project": { "id": 58 }, "object_attributes": { "iid": 13 } }""";

        IdOf(first, ("Idempotency-Key", "f5e5f430")).ShouldBe("f5e5f430");
        IdOf(first).ShouldBe(IdOf(first));
        IdOf(first).ShouldNotBe(IdOf(second));
        IdOf(first, ("Idempotency-Key", new string('a', 101))).ShouldBe(IdOf(first));

        static string IdOf(string body, params (string, string)[] headers) =>
            Read("gitlab", "Issue Hook", body, headers).ShouldBeOfType<WebhookReading.Changed>().DeliveryId;
    }

    [Theory]
    [InlineData("gitea", "X-Gitea-Signature")]
    [InlineData("gitlab", "X-Gitlab-Token")]
    [InlineData("jira", "X-Hub-Signature")]
    [InlineData("sentry", "Sentry-Hook-Signature")]
    public void Without_a_proof_or_with_another_nothing_is_read(string recipe, string header)
    {
        const string body = """{ "repository": { "id": 5 }, "issue": { "number": 12 } }""";
        var receiver = Receiver(recipe, Secret);
        var other = ProofOf(recipe, "another secret", body).Value;

        receiver.Read(Delivery(body)).ShouldBe(new WebhookReading.NoSignature(header));
        receiver.Read(Delivery(body, (header, other))).ShouldBe(new WebhookReading.BadSignature());
        receiver.Read(Delivery(body, (header, "sha256="))).ShouldBe(new WebhookReading.BadSignature());
        receiver
            .Read(Delivery("no JSON", (header, ProofOf(recipe, Secret, "no JSON").Value)))
            .ShouldBe(new WebhookReading.Malformed("the body is no JSON"));
        Receiver(recipe, null).HasSecret.ShouldBeFalse();
        Receiver(recipe, null).Read(Delivery(body, (header, ""))).ShouldBe(new WebhookReading.NoSignature(header));
    }

    // Whatever a tool signs is read, ignored or refused.
    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("\"\\ud800\"")]
    [InlineData("{ \"project\": { \"id\": [1, 2] }, \"issue\": { \"iid\": { \"a\": 1 } } }")]
    [InlineData("{ \"project\": { \"id\": 1e999 }, \"issue\": { \"iid\": \"\\u0000\" } }")]
    [InlineData("{ \"repository\": [], \"issue\": true, \"data\": null, \"webhookEvent\": {} }")]
    [InlineData("{ \"project\": 1, \"object_attributes\": [[]], \"changes\": { \"confidential\": 7 } }")]
    public void Any_body_has_an_outcome(string body)
    {
        foreach (var recipe in (string[])["gitea", "gitlab", "jira", "sentry"])
            Read(recipe, "any", body).ShouldNotBeNull();
        var deep = new string('[', 100_000);
        Read("gitlab", "any", deep).ShouldBe(new WebhookReading.Malformed("the body is no JSON"));
        var longest = $$"""{ "project": { "id": "{{new string('a', 600)}}" }, "issue": { "iid": 1 } }""";
        Read("gitlab", "any", longest).ShouldBe(new WebhookReading.Ignored("any"));
    }

    [Fact]
    public void The_name_of_an_event_is_short_and_plain()
    {
        const string body = """{ "repository": { "id": 5 } }""";

        Read("gitea", "a\"b", body).ShouldBe(new WebhookReading.Ignored("other"));
        Read("gitea", new string('a', 51), body).ShouldBe(new WebhookReading.Ignored("other"));
    }

    private static WebhookReading Read(string recipe, string kind, string body, params (string, string)[] headers)
    {
        var proof = ProofOf(recipe, Secret, body);
        return Receiver(recipe, Secret)
            .Read(
                Delivery(
                    body,
                    [
                        (proof.Header, proof.Value),
                        ("X-Gitea-Event", kind),
                        ("X-Gitlab-Event", kind),
                        ("Sentry-Hook-Resource", kind),
                        .. headers,
                    ]
                )
            );
    }

    private static (string Header, string Value) ProofOf(string recipe, string secret, string body)
    {
        var signature = Convert.ToHexStringLower(
            HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(body))
        );
        return recipe switch
        {
            "gitlab" => ("X-Gitlab-Token", secret),
            "gitea" => ("X-Gitea-Signature", signature),
            "jira" => ("X-Hub-Signature", $"sha256={signature}"),
            _ => ("Sentry-Hook-Signature", signature),
        };
    }

    private static WebhookDelivery Delivery(string body, params (string Name, string Value)[] headers) =>
        new(
            headers.ToDictionary(it => it.Name, it => it.Value, StringComparer.OrdinalIgnoreCase),
            Encoding.UTF8.GetBytes(body)
        );

    private static IWebhookReceiver Receiver(string recipe, string? secret)
    {
        var settings = new ProviderSettings(
            "tool",
            "tool.acme.example",
            new Dictionary<string, string?> { ["Recipe"] = recipe, ["WebhookSecret"] = secret }
        );
        var adapter = new RecipeProviderType().Create(settings);
        settings.Problems.ShouldBeEmpty();
        return adapter.Webhooks.ShouldNotBeNull();
    }

    private static IEnumerable<string> ResourcesOf(string recipe, string name)
    {
        var card = JsonNode.Parse(File.ReadAllText(RepositoryRoot.File("recipes", recipe, $"{name}.card.json")))!;
        return card["resources"]!.AsArray().Select(resource => resource!.GetValue<string>());
    }
}
