using System.Text.Json.Nodes;
using Unfurl.Testing;
using Unfurl.Testing.GitHub;

namespace Unfurl.Tests.GitHub.Webhooks;

/// <summary>
/// GitHub's schema (npm <c>@octokit/openapi-webhooks</c>) lets parts be null or absent that its examples have. Such a
/// delivery is accepted, and a loss of access ends at least what it ended with the part.
/// </summary>
[NeedsNode]
public sealed class WebhookSchemaTests
{
    private static readonly JsonNode Enterprise = new JsonObject
    {
        ["id"] = 42,
        ["slug"] = "acme-corp",
        ["name"] = "Acme Corp",
    };

    // https://github.com/octokit/webhooks/issues/638
    [Theory]
    [InlineData("installation", "deleted")]
    [InlineData("installation", "suspend")]
    public void A_lost_installation_of_an_enterprise_ends_everything(string name, string action)
    {
        foreach (var account in new[] { Enterprise.DeepClone(), null })
            Read(name, action, json => json["installation"]!["account"] = account?.DeepClone())
                .ShouldContain("purge everything");
    }

    [Theory]
    [InlineData("created")]
    [InlineData("new_permissions_accepted")]
    [InlineData("unsuspend")]
    public void A_new_installation_of_an_enterprise_is_accepted(string action)
    {
        foreach (var account in new[] { Enterprise.DeepClone(), null })
            Read("installation", action, json => json["installation"]!["account"] = account?.DeepClone())
                .ShouldNotContain("malformed");
    }

    [Theory]
    [InlineData("removed", "purge")]
    [InlineData("added", "refresh")]
    public void Repositories_of_an_enterprise_are_named_by_themselves(string action, string effect) =>
        Read(
                "installation_repositories",
                action,
                json =>
                {
                    json["installation"]!["account"] = Enterprise.DeepClone();
                    json[$"repositories_{action}"] = new JsonArray(
                        new JsonObject { ["id"] = 1, ["full_name"] = "acme/app" }
                    );
                }
            )
            .ShouldBe($"{effect} repo:1/* name:acme/app");

    [Fact]
    public void Many_repositories_of_an_enterprise_are_named_by_their_owners() =>
        Read(
                "installation_repositories",
                "removed",
                json =>
                {
                    json["installation"]!["account"] = Enterprise.DeepClone();
                    json["repositories_removed"] = new JsonArray([
                        .. Enumerable
                            .Range(1, 101)
                            .Select(id => new JsonObject { ["id"] = id, ["full_name"] = $"acme/app{id}" }),
                    ]);
                }
            )
            .ShouldBe("purge owner:acme");

    [Fact]
    public void A_member_without_an_account_concerns_the_repository() =>
        Read("member", "removed", json => json["member"] = null)
            .ShouldBe("purge repo:186853002/* name:codertocat/hello-world");

    [Fact]
    public void A_team_member_without_an_account_concerns_the_organization() =>
        Read("membership", "removed", json => json["member"] = null)
            .ShouldBe("refresh team:3253328; purge owner:octocoders");

    [Theory]
    [InlineData("member_removed")]
    [InlineData("member_added")]
    public void A_member_of_an_organization_without_an_account_concerns_the_organization(string action) =>
        Read(
                "organization",
                action,
                json => json["membership"] = new JsonObject { ["user"] = null, ["role"] = "member" }
            )
            .ShouldBe("purge owner:octocoders");

    [Fact]
    public void A_renamed_organization_without_its_old_name_is_refreshed() =>
        Read("organization", "renamed", json => json.AsObject().Remove("changes")).ShouldBe("refresh owner:octocoders");

    [Theory]
    [InlineData("removed_from_repository", "refresh team:3253328; purge owner:octocoders")]
    [InlineData("added_to_repository", "refresh owner:octocoders team:3253328")]
    public void A_team_without_a_repository_concerns_the_organization(string action, string effect) =>
        Read("team", action, json => json.AsObject().Remove("repository")).ShouldBe(effect);

    [Fact]
    public void A_repository_transferred_from_nobody_is_ended() =>
        Read(
                "repository",
                "transferred",
                json =>
                    json["changes"] = new JsonObject
                    {
                        ["owner"] = new JsonObject { ["from"] = new JsonObject { ["user"] = null } },
                    }
            )
            .ShouldStartWith("purge repo:186853002/*");

    [Theory]
    [InlineData("created")]
    [InlineData("deleted")]
    public void A_draft_without_a_tag_concerns_the_repository(string action) =>
        Read("release", action, json => json["release"]!["tag_name"] = "")
            .ShouldBe("refresh repo:186853002 repo:186853002/latest-release");

    // "sender", "organization", "enterprise", "installation" and "requester" are optional or may be null nearly everywhere.
    [Theory]
    [InlineData("sender")]
    [InlineData("organization")]
    [InlineData("enterprise")]
    [InlineData("installation")]
    [InlineData("requester")]
    [InlineData("repository.owner.email")]
    [InlineData("repository.owner.name")]
    [InlineData("repository.license")]
    [InlineData("pull_request.user")]
    [InlineData("pull_request.head.repo")]
    [InlineData("pull_request.head.user")]
    [InlineData("issue.user")]
    [InlineData("comment.user")]
    [InlineData("review.user")]
    [InlineData("check_run.app")]
    [InlineData("check_suite.app")]
    [InlineData("head_commit")]
    public void A_part_that_may_be_missing_changes_no_meaning(string path)
    {
        var parts = path.Split('.');
        foreach (var example in GitHubExamples.All.Where(it => !NeedsPart(it.Event, parts[0])))
        {
            var expected = example.Delivery.Read().Summary();
            foreach (var isRemoved in new[] { true, false })
            {
                var json = JsonNode.Parse(example.Json)!;
                if (parts.SkipLast(1).Aggregate(json, (node, part) => node?[part]!) is not JsonObject parent)
                    continue;
                if (isRemoved)
                    parent.Remove(parts[^1]);
                else
                    parent[parts[^1]] = null;

                new GitHubDelivery(example.Event, json.ToJsonString())
                    .Read()
                    .Summary()
                    .ShouldBe(expected, $"{example}");
            }
        }
    }

    // What the schema requires of these events.
    private static bool NeedsPart(string name, string part) =>
        (name, part)
            is
                ("github_app_authorization", "sender")
                or
                ("organization" or "team" or "membership", "organization")
                or
                ("installation" or "installation_repositories", "installation");

    private static string Read(string name, string action, Action<JsonNode> change)
    {
        var json = JsonNode.Parse(GitHubExamples.Of(name).Json)!;
        json["action"] = action;
        json.AsObject().Remove("repositories");
        change(json);
        return new GitHubDelivery(name, json.ToJsonString()).Read().Summary();
    }
}
