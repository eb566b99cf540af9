namespace Unfurl.Tests.GitHub;

/// <summary>A page of GitHub that the API does not have as such has the card of the thing that it is a page of.</summary>
public sealed class GitHubNearestCardTests
{
    [Theory]
    [InlineData("pull/12.diff", "#12")]
    [InlineData("pull/12.patch", "#12")]
    [InlineData("pull/12/conflicts", "#12")]
    [InlineData("commit/6dcb09b/checks", "@6dcb09b")]
    [InlineData("commit/6dcb09b.patch", "@6dcb09b")]
    [InlineData("commit/6dcb09b.diff", "@6dcb09b")]
    [InlineData("pull/12/commits/6dcb09b.diff", "@6dcb09b")]
    [InlineData("compare/main...fix.diff", "/compare/main...fix")]
    [InlineData("compare/main...fix/it.patch?x=1", "/compare/main...fix/it")]
    [InlineData("actions/runs/9/usage", "/actions/runs/9")]
    [InlineData("actions/runs/9/artifacts/3", "/actions/runs/9")]
    [InlineData("actions/runs/9/attempts/2", "/actions/runs/9")]
    [InlineData("actions/workflows/ci.yml/badge.svg?branch=main", "/actions/workflows/ci.yml")]
    public void A_part_of_a_thing_has_its_key(string path, string key) =>
        KeyOf($"https://github.com/acme/app/{path}").ShouldBe($"acme/app{key}");

    [Theory]
    [InlineData("orgs/acme/people?query=role%3Aowner", "acme")]
    [InlineData("orgs/Acme/teams/Core/discussions/3", "orgs/acme/teams/core")]
    [InlineData("orgs/acme/teams/core/discussions", "orgs/acme/teams/core")]
    [InlineData("orgs/acme/projects/1/insights", "orgs/acme/projects/1")]
    [InlineData("users/mona/projects/1/insights/2", "orgs/mona/projects/1")]
    [InlineData("orgs/Acme/packages/container/package/app%2Fcli", "orgs/acme/packages/container/app/cli")]
    [InlineData("users/mona/packages/npm/package/app", "orgs/mona/packages/npm/app")]
    public void A_part_of_an_owner_has_a_key(string path, string key) =>
        KeyOf($"https://github.com/{path}").ShouldBe(key);

    [Theory]
    [InlineData("projects", "Projects/")]
    [InlineData("pulls/mona", "Pull requests/author:mona")]
    [InlineData("pulls/assigned/mona", "Pull requests/assignee:mona")]
    [InlineData("pulls/review-requested/mona", "Pull requests/review-requested:mona")]
    [InlineData("pulls/mentioned/mona", "Pull requests/mentions:mona")]
    [InlineData("issues/created_by/app/dependabot", "Issues/author:app/dependabot")]
    [InlineData("issues/created_by/mona", "Issues/author:mona")]
    [InlineData("issues/assigned/mona", "Issues/assignee:mona")]
    [InlineData("issues/mentioned/mona", "Issues/mentions:mona")]
    [InlineData("discussions/categories/q-a", "Discussions/category:q-a")]
    [InlineData("branches/all", "All branches/")]
    [InlineData("branches/active", "Active branches/")]
    [InlineData("branches/stale", "Stale branches/")]
    [InlineData("branches/all?query=fix", "All branches/fix")]
    [InlineData("graphs/contributors", "Contributors/")]
    [InlineData("graphs/commit-activity", "Commit activity/")]
    [InlineData("graphs/code-frequency", "Code frequency/")]
    [InlineData("graphs/traffic", "Traffic/")]
    [InlineData("graphs/community", "Community/")]
    [InlineData("network/members", "Forks/")]
    [InlineData("network/dependents", "Dependents/")]
    [InlineData("network/dependencies", "Dependencies/")]
    [InlineData("pulse/weekly", "Pulse/")]
    [InlineData("pulse/monthly", "Pulse/")]
    [InlineData("activity", "Activity/")]
    [InlineData("watchers", "Watchers/")]
    [InlineData("contributors", "Contributors/")]
    [InlineData("security/advisories", "Security advisories/")]
    [InlineData("security/policy", "Security policy/")]
    [InlineData("security/dependabot", "Dependabot alerts/")]
    [InlineData("security/dependabot?q=is%3Aopen", "Dependabot alerts/is:open")]
    [InlineData("security/code-scanning", "Code scanning alerts/")]
    [InlineData("security/secret-scanning", "Secret scanning alerts/")]
    [InlineData("actions/caches", "Caches/")]
    public void A_list_has_the_repository_with_the_words_of_the_list(string path, string key) =>
        KeyOf($"https://github.com/acme/app/{path}").ShouldBe($"acme/app/list/{key}");

    // Each list calls the parameter otherwise.
    [Theory]
    [InlineData("issues?q=is%3Aopen+mona", "Issues/is:open mona")]
    [InlineData("actions?query=branch%3Amain", "Actions/branch:main")]
    [InlineData("projects?query=is%3Aopen", "Projects/is:open")]
    [InlineData("discussions?discussions_q=is%3Aanswered", "Discussions/is:answered")]
    [InlineData("commits?author=mona", "Commits/author:mona")]
    [InlineData("commits/main?author=mona", "Commits/main author:mona")]
    [InlineData("commits/main/src/A%20b.cs?since=2025-01-01&author=mona", "Commits/main/src/A b.cs author:mona")]
    public void The_words_of_a_search_are_kept(string path, string key) =>
        KeyOf($"https://github.com/acme/app/{path}").ShouldBe($"acme/app/list/{key}");

    [Theory]
    [InlineData("deployments/production", "deployments/production")]
    [InlineData("deployments/Production", "deployments/production")]
    [InlineData("deployments/activity_log?environment=Production", "deployments/production")]
    [InlineData("deployments/activity_log?environments_filter=pre+prod", "deployments/pre prod")]
    [InlineData("deployments/activity_log", "list/Deployments/")]
    [InlineData("deployments", "list/Deployments/")]
    public void An_environment_is_named_by_the_path_or_the_query(string path, string key) =>
        KeyOf($"https://github.com/acme/app/{path}").ShouldBe($"acme/app/{key}");

    [Theory]
    [InlineData("deployments/Production", "Production")]
    [InlineData("deployments/activity_log?environment=pre%20prod", "pre prod")]
    public async Task GitHub_is_asked_for_the_environment(string path, string expected)
    {
        var handler = StubHttpHandler.Json(await CaseTests.ReadGraphQLAsync("deployment.active"));

        await Some.GitHub().ResolveAsync($"https://github.com/octocat/Hello-World/{path}", handler);

        handler.Bodies.ShouldHaveSingleItem().ShouldContain($"\"environment\":\"{expected}\"");
    }

    [Fact]
    public async Task The_log_of_all_deployments_has_the_card_of_the_repository()
    {
        var handler = StubHttpHandler.Json(await CaseTests.ReadGraphQLAsync("repository.public"));

        var found = (
            await Some.GitHub().ResolveAsync("https://github.com/octocat/Hello-World/deployments/activity_log", handler)
        ).ShouldBeOfType<Resolution.Found>();

        (found.Preview.Title, found.Preview.Identifier).ShouldBe(("Deployments", "octocat/Hello-World"));
    }

    [Theory]
    [InlineData("wiki/Home/_history", "Wiki page/Home")]
    [InlineData("wiki/How-to-greet/_compare/6dcb09b...7fd1a60", "Wiki page/How to greet")]
    [InlineData("wiki/Home/6dcb09b5b57875f334f61aebed695e2e4193db5e", "Wiki page/Home")]
    [InlineData("wiki/images/plan.png", "Wiki page/images/plan.png")]
    [InlineData("wiki/_pages", "Wiki/")]
    [InlineData("wiki/_history", "Wiki/")]
    [InlineData("wiki/_Footer", "Wiki page/_Footer")]
    [InlineData("pkgs/container/app", "Package/app")]
    [InlineData("pkgs/container/app/123?tag=1.0", "Package/app")]
    [InlineData("pkgs/container/app%2Fcli/versions", "Package/app/cli")]
    public void A_view_of_a_page_or_package_is_no_part_of_its_name(string path, string key) =>
        KeyOf($"https://github.com/acme/app/{path}").ShouldBe($"acme/app/list/{key}");

    // Logins have no dots.
    [Theory]
    [InlineData("octocat.png")]
    [InlineData("octocat.keys")]
    [InlineData("octocat.gpg")]
    [InlineData("octocat.atom")]
    [InlineData("robots.txt")]
    [InlineData("favicon.ico")]
    [InlineData("opensearch.xml")]
    [InlineData("trust-center")]
    [InlineData("trust-center/security")]
    public void Files_and_pages_of_GitHub_are_no_owners(string path) =>
        Some.GitHub().TryMatch($"https://github.com/{path}").ShouldBeNull();

    [Theory]
    [InlineData("https://github.com/mona-lisa", "mona-lisa")]
    [InlineData("https://github.com/mona_acme", "mona_acme")]
    public void A_login_may_have_dashes_and_the_short_code_of_an_enterprise(string url, string key) =>
        KeyOf(url).ShouldBe(key);

    private static string KeyOf(string url)
    {
        var adapter = Some.GitHub();
        return adapter.KeyOf(adapter.Match(url));
    }
}
