using System.Text.Json.Nodes;
using Unfurl.Testing;
using Unfurl.Testing.GitHub;

namespace Unfurl.Tests.GitHub.Webhooks;

/// <summary>An event also concerns cards that count, or depend on, the thing that it is about.</summary>
[NeedsNode]
public sealed class WebhookSideEffectTests
{
    // https://docs.github.com/en/webhooks/webhook-events-and-payloads#sub_issues: GitHub tells both repositories.
    [Theory]
    [InlineData("sub_issue_added", "refresh repo:1#12 repo:42#7")]
    [InlineData("sub_issue_removed", "refresh repo:1#12 repo:42#7")]
    [InlineData("parent_issue_added", "refresh repo:42#7 repo:1#12")]
    [InlineData("parent_issue_removed", "refresh repo:42#7 repo:1#12")]
    public void A_sub_issue_concerns_its_parent(string action, string effect)
    {
        var isAboutParent = action.StartsWith("sub", StringComparison.Ordinal);

        new GitHubDelivery(
            "sub_issues",
            $$"""
            {
              "action": "{{action}}",
              "parent_issue": {"number": 12},
              "sub_issue": {"number": 7},
              "repository": {"id": {{(isAboutParent ? 1 : 42)}}},
              "{{(isAboutParent ? "sub_issue_repo" : "parent_issue_repo")}}": {"id": {{(isAboutParent ? 42 : 1)}}}
            }
            """
        ).Read().Summary().ShouldBe(effect);
    }

    // Of what the other repository is, GitHub's schema requires nothing.
    [Theory]
    [InlineData("sub_issue_removed", "parent_issue", "refresh repo:1#12")]
    [InlineData("parent_issue_removed", "sub_issue", "refresh repo:1#12")]
    public void The_other_issue_may_be_unknown(string action, string own, string effect) =>
        new GitHubDelivery("sub_issues", $$"""{"action":"{{action}}","{{own}}":{"number":12},"repository":{"id":1} }""")
            .Read()
            .Summary()
            .ShouldBe(effect);

    // A label's card counts what is open and has it.
    [Theory]
    [InlineData("issues", "closed")]
    [InlineData("issues", "reopened")]
    [InlineData("issues", "deleted")]
    [InlineData("issues", "transferred")]
    [InlineData("pull_request", "closed")]
    [InlineData("pull_request", "reopened")]
    public void What_is_counted_concerns_its_labels(string name, string action)
    {
        // GitHub has no example of a closed issue.
        var json = JsonNode.Parse(GitHubExamples.Of(name, action == "closed" ? "reopened" : action).Json)!;
        json["action"] = action;
        json[name == "issues" ? "issue" : name]!["labels"] = new JsonArray(
            new JsonObject { ["name"] = "Good first issue" },
            null,
            new JsonObject { ["name"] = "bug" }
        );

        Refreshed(name, json)
            .Where(resource => resource.Contains("/label:", StringComparison.Ordinal))
            .Select(resource => resource.Split("/label:")[1])
            .ShouldBe(["good%20first%20issue", "bug"]);
    }

    // A team's card counts its members, and those of the teams below it.
    [Theory]
    [InlineData("added")]
    [InlineData("removed")]
    public void A_member_concerns_the_team_and_the_one_above(string action)
    {
        var json = JsonNode.Parse(GitHubExamples.Of("membership", action).Json)!;
        json["team"]!["id"] = 7;

        Refreshed("membership", json).ShouldBe(["team:7"]);

        json["team"]!["parent"] = new JsonObject { ["id"] = 8 };
        Refreshed("membership", json).ShouldBe(["team:7", "team:8"]);
    }

    // https://docs.github.com/en/webhooks/webhook-events-and-payloads?actionType=edited#repository: without a branch in its link, a
    // list of commits, a comparison or a branch is measured from it.
    [Fact]
    public void Another_default_branch_concerns_everything_of_the_repository()
    {
        var json = JsonNode.Parse(GitHubExamples.Of("repository", "edited").Json)!;
        json["changes"] = new JsonObject { ["default_branch"] = new JsonObject { ["from"] = "master" } };

        Refreshed("repository", json).ShouldBe(["repo:186853261/*", "name:octocoders/hello-world"]);

        json["changes"] = new JsonObject { ["description"] = new JsonObject { ["from"] = "Hello" } };
        Refreshed("repository", json).ShouldBe(["repo:186853261"]);
    }

    [Fact]
    public void A_renamed_owner_concerns_what_had_the_old_name() => new GitHubDelivery(
            "installation_target",
            """
            {
              "action": "renamed",
              "account": {"id": 1, "login": "Octo-Corp"},
              "changes": {"login": {"from": "Octo-Org"}},
              "target_type": "Organization",
              "installation": {"id": 2}
            }
            """
        ).Read().Summary().ShouldBe("refresh owner:octo-corp owner:octo-org");

    // An enterprise has a slug and no login: no card names it.
    [Fact]
    public void A_renamed_enterprise_concerns_no_card() =>
        new GitHubDelivery(
            "installation_target",
            """{"action":"renamed","account":{"id":1},"changes":{"slug":{"from":"octo"}},"installation":{"id":2}}"""
        )
            .Read()
            .Summary()
            .ShouldBe("ignored as installation_target");

    [Theory]
    [InlineData("Production")]
    [InlineData("production")]
    public void The_case_of_an_environment_is_ignored(string name)
    {
        var json = JsonNode.Parse(GitHubExamples.Of("deployment_status").Json)!;
        json["deployment"]!["environment"] = name;

        Refreshed("deployment_status", json)
            .ShouldContain(resource => resource.EndsWith("/environment:production", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Refreshed(string name, JsonNode json) =>
        new GitHubDelivery(name, json.ToJsonString())
            .Read()
            .ShouldBeOfType<WebhookReading.Changed>()
            .Refresh.Select(resource => resource.Name);
}
