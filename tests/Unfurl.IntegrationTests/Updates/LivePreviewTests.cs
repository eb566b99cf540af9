using System.Text;
using System.Text.Json.Nodes;
using Unfurl.IntegrationTests.Contract;
using Unfurl.IntegrationTests.Fixtures;
using Unfurl.Testing.GitHub;

namespace Unfurl.IntegrationTests.Updates;

/// <summary>What a delivery says shows at once, however fresh a copy is.</summary>
public abstract class LivePreviewTests(PostgresFixture? postgres) : IAsyncLifetime
{
    private const string PullRequest = "https://github.com/Codertocat/Hello-World/pull/2";
    private const string Private = "https://github.com/octo-org/octo-repo/pull/118";

    private GitHubWorld _world = null!;
    private GitHubSender _github = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await GitHubWorld.StartAsync(postgres, more: [GitHubSender.Secret], services: UpdateWorkers.Remove);
        _github = new GitHubSender(_world.Service, _world.Database);
    }

    public async ValueTask DisposeAsync()
    {
        _github.Dispose();
        await _world.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_pull_request_that_changed_is_asked_about_again_though_its_copy_is_fresh()
    {
        var octocat = await _world.ConnectAsync(GitHubUsers.Octocat);
        await octocat.UnfurlAsync(PullRequest);
        await _world.GitHub.SetAsync(GitHubThings.PublicRepository, 2, new { title = "Another title" });

        (await octocat.UnfurlAsync(PullRequest)).Title.ShouldBe("Update the README with new information.");
        await _github.TakenAsync(Delivery("pull_request", "labeled"));

        (await octocat.UnfurlAsync(PullRequest)).Title.ShouldBe("Another title");
    }

    [Fact]
    public async Task Checks_of_its_head_commit_reach_a_pull_request()
    {
        var octocat = await _world.ConnectAsync(GitHubUsers.Octocat);
        await octocat.UnfurlAsync(PullRequest);
        var queries = await _world.QueriesAsync();

        await _github.TakenAsync(Delivery("check_suite", "completed"));
        await octocat.UnfurlAsync(PullRequest);

        (await _world.QueriesAsync()).ShouldBe(queries + 1);
    }

    [Fact]
    public async Task What_a_delivery_does_not_name_stays_as_it_is()
    {
        var octocat = await _world.ConnectAsync(GitHubUsers.Octocat);
        await octocat.UnfurlAsync(PullRequest);
        var queries = await _world.QueriesAsync();

        await _github.TakenAsync(Delivery("issues", "edited"));
        await octocat.UnfurlAsync(PullRequest);

        (await _world.QueriesAsync()).ShouldBe(queries);
    }

    [Fact]
    public async Task While_GitHub_is_down_what_may_have_changed_is_shown_as_it_was()
    {
        var octocat = await _world.ConnectAsync(GitHubUsers.Octocat);
        var before = await octocat.UnfurlAsync(PullRequest);
        await _world.GitHub.FailAsync("bad-gateway", times: 10);

        await _github.TakenAsync(Delivery("pull_request", "labeled"));

        (await octocat.UnfurlAsync(PullRequest)).Title.ShouldBe(before.Title);
    }

    [Fact]
    public async Task What_became_private_is_shown_to_nobody_else_from_then_on()
    {
        var (codertocat, octocat) = (
            await _world.ConnectAsync(GitHubUsers.Codertocat),
            await _world.ConnectAsync(GitHubUsers.Octocat)
        );
        await codertocat.UnfurlAsync(PullRequest);
        await _world.GitHub.MakePrivateAsync(GitHubThings.PublicRepository, GitHubUsers.Codertocat);
        (await octocat.UnfurlAsync(PullRequest)).Title.ShouldNotBeNull("the public copy is fresh");

        await _github.TakenAsync(Delivery("repository", "privatized"));

        (await octocat.UnfurlAsync(PullRequest)).Status.ShouldBe(404);
        (await codertocat.UnfurlAsync(PullRequest)).Title.ShouldNotBeNull();
    }

    [Fact]
    public async Task Where_access_may_be_lost_nothing_is_shown_while_GitHub_is_down()
    {
        var codertocat = await _world.ConnectAsync(GitHubUsers.Codertocat);
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
            await _world.GitHub.FailAsync("bad-gateway", times: 10);

            await _github.TakenAsync(AboutThePrivateRepository(name, action));

            (await codertocat.UnfurlAsync(Private)).Status.ShouldBe(502, $"{name} {action}");
            await _world.GitHub.HealAsync();
            // So long a failure is remembered.
            _world.Clock.Advance(TimeSpan.FromSeconds(30));
        }
    }

    [Theory]
    [InlineData("member", "removed", "member")]
    [InlineData("membership", "removed", "member")]
    [InlineData("organization", "member_removed", "membership.user")]
    [InlineData("github_app_authorization", "revoked", "sender")]
    public async Task Who_lost_access_is_asked_for_anew_and_nobody_else(string name, string action, string place)
    {
        var (codertocat, octocat) = (
            await _world.ConnectAsync(GitHubUsers.Codertocat, subject: "4711"),
            await _world.ConnectAsync(GitHubUsers.Octocat, subject: "4712")
        );
        await codertocat.UnfurlAsync(Private);
        await octocat.UnfurlAsync(PullRequest);
        var queries = await _world.QueriesAsync();
        await _world.GitHub.MakePrivateAsync("octo-org/octo-repo");

        await _github.TakenAsync(About(name, action, place, id: 4711));

        (await codertocat.UnfurlAsync(Private)).Status.ShouldBe(404);
        await octocat.UnfurlAsync(PullRequest);
        (await _world.QueriesAsync()).ShouldBe(queries + 1);
        (await _github.DueAsync()).ShouldBe([$"account {codertocat.AccountId} purge 1"]);
    }

    [Fact]
    public async Task Who_withdrew_what_they_allowed_is_asked_to_sign_in()
    {
        var codertocat = await _world.ConnectAsync(GitHubUsers.Codertocat, subject: "4711");
        await codertocat.UnfurlAsync(Private);
        await _world.GitHub.RevokeAsync(GitHubUsers.Codertocat);

        await _github.TakenAsync(About("github_app_authorization", "revoked", "sender", id: 4711));

        (await codertocat.UnfurlAsync(Private)).Status.ShouldBe(401);
        (await codertocat.CredentialAsync("github")).IsLive.ShouldBeFalse();
    }

    [Fact]
    public async Task Somebody_unknown_is_passed_over()
    {
        await _github.TakenAsync(About("member", "removed", "member", id: 4713));

        (await _github.DueAsync()).ShouldBeEmpty();
        (await _world.Database.CountAsync("webhook_deliveries")).ShouldBe(1);
    }

    private static GitHubDelivery Delivery(string name, string? action = null) =>
        GitHubExamples.Of(name, action).Delivery;

    private static GitHubDelivery About(string name, string action, string place, int id)
    {
        var json = JsonNode.Parse(GitHubExamples.Of(name).Json)!;
        json["action"] = action;
        // Not every example has the place: an organization's is of somebody who was added.
        if (name == "organization")
            json["membership"] ??= new JsonObject { ["user"] = new JsonObject() };
        place.Split('.').Aggregate(json, (node, member) => node[member]!)["id"] = id;
        return new GitHubDelivery(name, Encoding.UTF8.GetBytes(json.ToJsonString()));
    }

    private static GitHubDelivery AboutThePrivateRepository(string name, string action)
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

    public sealed class OnSqlite() : LivePreviewTests(null);

    public sealed class OnPostgres(PostgresFixture postgres) : LivePreviewTests(postgres);
}
