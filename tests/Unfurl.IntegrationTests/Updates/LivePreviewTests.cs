using System.Text;
using System.Text.Json.Nodes;

namespace Unfurl.IntegrationTests.Updates;

[OnEachDatabase]
public sealed class LivePreviewTests : IAsyncLifetime
{
    private const string PullRequest = "https://github.com/Codertocat/Hello-World/pull/2";
    private const string Private = "https://github.com/octo-org/octo-repo/pull/118";

    private TestHost _host = null!;
    private GitHubSender _github = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await new TestHostBuilder()
            .WithGitHub()
            .With(TestSettings.WebhookSecret)
            .WithServices(UpdateWorkers.Remove)
            .StartAsync();
        _github = new GitHubSender(_host.Service, _host.Database);
    }

    public async ValueTask DisposeAsync()
    {
        _github.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task A_changed_pull_request_is_resolved_again_although_its_entry_is_fresh()
    {
        var octocat = await _host.ConnectGitHubAsync(GitHubUsers.Octocat);
        await octocat.UnfurlAsync(PullRequest);
        await _host.GitHub.SetAsync(GitHubThings.PublicRepository, 2, new { title = "Another title" });

        (await octocat.UnfurlAsync(PullRequest)).Title.ShouldBe("Update the README with new information.");
        await _github.SendAcceptedAsync(Delivery("pull_request", "locked"));

        (await octocat.UnfurlAsync(PullRequest)).Title.ShouldBe("Another title");
    }

    [Fact]
    public async Task Checks_of_the_head_commit_expire_a_pull_request()
    {
        var octocat = await _host.ConnectGitHubAsync(GitHubUsers.Octocat);
        await octocat.UnfurlAsync(PullRequest);
        var queries = await _host.GitHubQueriesAsync();

        await _github.SendAcceptedAsync(Delivery("check_suite", "completed"));
        await octocat.UnfurlAsync(PullRequest);

        (await _host.GitHubQueriesAsync()).ShouldBe(queries + 1);
    }

    [Fact]
    public async Task A_delivery_does_not_affect_other_resources()
    {
        var octocat = await _host.ConnectGitHubAsync(GitHubUsers.Octocat);
        await octocat.UnfurlAsync(PullRequest);
        var queries = await _host.GitHubQueriesAsync();

        await _github.SendAcceptedAsync(Delivery("issues", "edited"));
        await octocat.UnfurlAsync(PullRequest);

        (await _host.GitHubQueriesAsync()).ShouldBe(queries);
    }

    [Fact]
    public async Task A_stale_entry_is_served_after_a_change_while_GitHub_is_down()
    {
        var octocat = await _host.ConnectGitHubAsync(GitHubUsers.Octocat);
        var before = await octocat.UnfurlAsync(PullRequest);
        await _host.GitHub.FailAsync("bad-gateway", times: 10);

        await _github.SendAcceptedAsync(Delivery("pull_request", "locked"));

        (await octocat.UnfurlAsync(PullRequest)).Title.ShouldBe(before.Title);
    }

    [Fact]
    public async Task A_link_made_private_is_hidden_from_other_accounts()
    {
        var (codertocat, octocat) = (
            await _host.ConnectGitHubAsync(GitHubUsers.Codertocat),
            await _host.ConnectGitHubAsync(GitHubUsers.Octocat)
        );
        await codertocat.UnfurlAsync(PullRequest);
        await _host.GitHub.MakePrivateAsync(GitHubThings.PublicRepository, GitHubUsers.Codertocat);
        (await octocat.UnfurlAsync(PullRequest)).Title.ShouldNotBeNull("the public copy is fresh");

        await _github.SendAcceptedAsync(Delivery("repository", "privatized"));

        (await octocat.UnfurlAsync(PullRequest)).Status.ShouldBe(404);
        (await codertocat.UnfurlAsync(PullRequest)).Title.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_possible_loss_of_access_shows_no_preview_while_GitHub_is_down()
    {
        var codertocat = await _host.ConnectGitHubAsync(GitHubUsers.Codertocat);
        (string Name, string Action)[] events =
        [
            ("repository", "privatized"),
            ("repository", "deleted"),
            ("repository", "transferred"),
            ("installation", "deleted"),
            ("installation", "suspend"),
            ("installation_repositories", "removed"),
            ("team", "removed_from_repository"),
            ("team", "deleted"),
            ("organization", "deleted"),
        ];
        foreach (var (name, action) in events)
        {
            (await codertocat.UnfurlAsync(Private)).Title.ShouldNotBeNull();
            await _host.GitHub.FailAsync("bad-gateway", times: 10);

            await _github.SendAcceptedAsync(ForPrivateRepository(name, action));

            (await codertocat.UnfurlAsync(Private)).Status.ShouldBe(502, $"{name} {action}");
            await _host.GitHub.HealAsync();
            // The lifetime of a negative entry.
            _host.Clock.Advance(TimeSpan.FromSeconds(30));
        }
    }

    // Its account has no login, so the delivery names none of its organizations.
    [Theory]
    [InlineData("deleted", """{"id":42,"slug":"acme-corp","name":"Acme Corp"}""")]
    [InlineData("suspend", "null")]
    public async Task A_lost_installation_of_an_enterprise_ends_every_preview(string action, string account)
    {
        var codertocat = await _host.ConnectGitHubAsync(GitHubUsers.Codertocat);
        await codertocat.UnfurlAsync(Private);
        await codertocat.UnfurlAsync(PullRequest);
        var json = JsonNode.Parse(GitHubExamples.Of("installation").Json)!;
        json["action"] = action;
        json["installation"]!["account"] = JsonNode.Parse(account);
        await _host.GitHub.FailAsync("bad-gateway", times: 10);

        await _github.SendAcceptedAsync(
            new GitHubDelivery("installation", Encoding.UTF8.GetBytes(json.ToJsonString()))
        );

        (await codertocat.UnfurlAsync(Private)).Status.ShouldBe(502);
        (await codertocat.UnfurlAsync(PullRequest)).Status.ShouldBe(502);
        (await _github.QueuedAsync()).ShouldBe(["provider  purge 1"]);
    }

    [Theory]
    [InlineData("member", "removed", "member")]
    [InlineData("membership", "removed", "member")]
    [InlineData("organization", "member_removed", "membership.user")]
    [InlineData("github_app_authorization", "revoked", "sender")]
    public async Task A_loss_of_access_purges_only_its_account(string name, string action, string place)
    {
        var (codertocat, octocat) = (
            await _host.ConnectGitHubAsync(GitHubUsers.Codertocat, subject: "4711"),
            await _host.ConnectGitHubAsync(GitHubUsers.Octocat, subject: "4712")
        );
        await codertocat.UnfurlAsync(Private);
        await octocat.UnfurlAsync(PullRequest);
        var queries = await _host.GitHubQueriesAsync();
        await _host.GitHub.MakePrivateAsync("octo-org/octo-repo");

        await _github.SendAcceptedAsync(For(name, action, place, id: 4711));

        (await codertocat.UnfurlAsync(Private)).Status.ShouldBe(404);
        await octocat.UnfurlAsync(PullRequest);
        (await _host.GitHubQueriesAsync()).ShouldBe(queries + 1);
        (await _github.QueuedAsync())
            .Where(job => job.Contains(" purge ", StringComparison.Ordinal))
            .ShouldBe([$"account {codertocat.AccountId} purge 1"]);
    }

    [Fact]
    public async Task A_revoked_authorization_requires_sign_in()
    {
        var codertocat = await _host.ConnectGitHubAsync(GitHubUsers.Codertocat, subject: "4711");
        await codertocat.UnfurlAsync(Private);
        await _host.GitHub.RevokeAsync(GitHubUsers.Codertocat);

        await _github.SendAcceptedAsync(For("github_app_authorization", "revoked", "sender", id: 4711));

        (await codertocat.UnfurlAsync(Private)).Status.ShouldBe(401);
        (await codertocat.CredentialAsync("github")).IsActive.ShouldBeFalse();
    }

    [Fact]
    public async Task A_delivery_about_an_unknown_user_is_ignored()
    {
        await _github.SendAcceptedAsync(For("member", "removed", "member", id: 4713));

        (await _github.QueuedAsync()).ShouldBeEmpty();
        (await _host.Database.CountAsync(Rows.Deliveries)).ShouldBe(1);
    }

    private static GitHubDelivery Delivery(string name, string? action = null) =>
        GitHubExamples.Of(name, action).Delivery;

    private static GitHubDelivery For(string name, string action, string place, int id)
    {
        var json = JsonNode.Parse(GitHubExamples.Of(name).Json)!;
        json["action"] = action;
        // GitHub's example payload is about a new member and lacks this part.
        if (name == "organization")
            json["membership"] ??= new JsonObject { ["user"] = new JsonObject() };
        place.Split('.').Aggregate(json, (node, member) => node[member]!)["id"] = id;
        return new GitHubDelivery(name, Encoding.UTF8.GetBytes(json.ToJsonString()));
    }

    private static GitHubDelivery ForPrivateRepository(string name, string action)
    {
        var json = JsonNode.Parse(GitHubExamples.Of(name).Json)!;
        json["action"] = action;
        json["repository"] = new JsonObject
        {
            ["id"] = 280886604,
            ["full_name"] = "octo-org/octo-repo",
            ["name"] = "octo-repo",
        };
        if (json["installation"]?["account"] is { } account)
            account["login"] = "octo-org";
        if (json["organization"] is { } organization)
            organization["login"] = "octo-org";
        json["repositories_removed"] = new JsonArray(json["repository"]!.DeepClone());
        return new GitHubDelivery(name, Encoding.UTF8.GetBytes(json.ToJsonString()));
    }
}
