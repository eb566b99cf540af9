using Unfurl.Testing;

namespace Unfurl.Tests.GitHub;

public sealed class GitHubLinkTests
{
    [Theory]
    [InlineData("https://github.com/acme/app/pull/12")]
    [InlineData("https://github.com/acme/app/pull/12/")]
    [InlineData("http://www.github.com/Acme/APP/pull/12")]
    [InlineData("https://github.com/acme/app.git/pull/12")]
    [InlineData("https://github.com/acme/app/pull/12/files")]
    [InlineData("https://github.com/acme/app/pull/12/changes")]
    [InlineData("https://github.com/acme/app/pull/12/commits?w=1")]
    [InlineData("https://github.com/acme/app/pull/12/checks#logs")]
    [InlineData("https://github.com/acme/app/pull/12/files#diff-0a1b2cR10")]
    [InlineData("https://github.com/acme/app/pull/12#event-99")]
    [InlineData("https://github.com/acme/app/pull/12#issuecomment-")]
    [InlineData("https://github.com/acme/app/pull/12#issuecomment-0")]
    [InlineData("https://github.com/acme/app/pull/12#issuecomment-99x")]
    [InlineData("https://github.com/acme/app/pull/12#issuecomment-9999999999999999999")]
    [InlineData("https://github.com/acme/app/pull/12#ref-99")]
    [InlineData("https://github.com/acme/app/issues/12")]
    [InlineData("https://github.com/acme/app/issues/12#issue-123")]
    [InlineData("https://github.com/acme/app/issues/12#start-of-content")]
    [InlineData("https://github.com/acme/app/issues/12#:~:text=x")]
    public void All_links_of_an_issue_or_pull_request_have_one_key(string url) => KeyOf(url).ShouldBe("acme/app#12");

    [Theory]
    [InlineData("https://github.com/acme/app")]
    [InlineData("https://github.com/Acme/App/")]
    [InlineData("https://github.com/acme/app.git")]
    [InlineData("https://github.com/acme/app?tab=readme-ov-file#install")]
    public void All_links_of_a_repository_have_one_key(string url) => KeyOf(url).ShouldBe("acme/app");

    [Theory]
    [InlineData("https://github.com/acme/app/issues/12#issuecomment-5", "acme/app#12/comment:5")]
    [InlineData("https://github.com/ACME/app.git/pull/12/?w=1#issuecomment-5", "acme/app#12/comment:5")]
    [InlineData("https://github.com/acme/app/pull/12#discussion_r5", "acme/app#12/review-comment:5")]
    [InlineData("https://github.com/acme/app/pull/12/files#discussion_r5", "acme/app#12/review-comment:5")]
    [InlineData("https://github.com/acme/app/pull/12/files#r5", "acme/app#12/review-comment:5")]
    [InlineData("https://github.com/acme/app/pull/12/changes#r5", "acme/app#12/review-comment:5")]
    [InlineData("https://github.com/acme/app/pull/12/commits/6dcb09b#discussion_r5", "acme/app#12/review-comment:5")]
    [InlineData("https://github.com/acme/app/pull/12#pullrequestreview-5", "acme/app#12/review:5")]
    [InlineData("https://github.com/acme/app/pull/12/files#pullrequestreview-5", "acme/app#12/review:5")]
    [InlineData("https://github.com/acme/app/commit/6DCB09B#commitcomment-5", "acme/app@6dcb09b/comment:5")]
    [InlineData("https://github.com/acme/app/commit/6dcb09b#r5", "acme/app@6dcb09b/comment:5")]
    [InlineData("https://github.com/acme/app/pull/12/commits/6dcb09b#commitcomment-5", "acme/app@6dcb09b/comment:5")]
    [InlineData("https://github.com/acme/app/issues/12#issuecomment-999999999999", "acme/app#12/comment:999999999999")]
    [InlineData("https://github.com/acme/app/issues/12#issuecomment-5:~:text=x", "acme/app#12/comment:5")]
    [InlineData("https://github.com/acme/app/pull/12/files#discussion_r5:~:text=a,b", "acme/app#12/review-comment:5")]
    [InlineData("https://github.com/acme/app/pull/12#pullrequestreview-5:~:text=x", "acme/app#12/review:5")]
    [InlineData("https://github.com/acme/app/commit/6dcb09b#r5:~:text=x", "acme/app@6dcb09b/comment:5")]
    public void All_links_of_a_comment_have_one_key(string url, string key) => KeyOf(url).ShouldBe(key);

    [Theory]
    [InlineData("https://github.com/acme/app/commit/6dcb09b5b57875f334f61aebed695e2e4193db5e")]
    [InlineData("https://github.com/Acme/app/commit/6DCB09B5B57875F334F61AEBED695E2E4193DB5E#diff-1")]
    [InlineData("https://github.com/acme/app/pull/12/commits/6dcb09b5b57875f334f61aebed695e2e4193db5e")]
    public void All_links_of_a_commit_have_one_key(string url) =>
        KeyOf(url).ShouldBe("acme/app@6dcb09b5b57875f334f61aebed695e2e4193db5e");

    [Theory]
    [InlineData("https://github.com/acme/app/releases/tag/v1.2", "acme/app/releases/tag/v1.2")]
    [InlineData("https://github.com/Acme/App/releases/tag/V1.2/", "acme/app/releases/tag/V1.2")]
    [InlineData(
        "https://github.com/acme/app/releases/tag/%40acme%2Fcore%401.0",
        "acme/app/releases/tag/@acme/core@1.0"
    )]
    [InlineData("https://github.com/acme/app/releases/tag/core/v1?expanded=true", "acme/app/releases/tag/core/v1")]
    [InlineData("https://github.com/acme/app/releases/latest", "acme/app/releases/latest")]
    [InlineData("https://github.com/acme/app/releases/download/v1/a.zip", "acme/app/releases/file/a.zip/tag/v1")]
    [InlineData(
        "https://github.com/acme/app/releases/download/core/v1/a%20b.zip",
        "acme/app/releases/file/a b.zip/tag/core/v1"
    )]
    [InlineData("https://github.com/acme/app/releases/latest/download/a.zip", "acme/app/releases/file/a.zip/latest")]
    [InlineData("https://github.com/acme/app/compare/main...fix", "acme/app/compare/main...fix")]
    [InlineData("https://github.com/ACME/app/compare/v1.0..a/b?expand=1#files", "acme/app/compare/v1.0..a/b")]
    [InlineData("https://github.com/acme/app/compare/main...mona%3Afix%2Fit", "acme/app/compare/main...mona:fix/it")]
    [InlineData("https://github.com/acme/app/discussions/90", "acme/app/discussions/90")]
    [InlineData("https://github.com/acme/app/discussions/90#top", "acme/app/discussions/90")]
    [InlineData("https://github.com/Acme/app/discussions/90#discussioncomment-7", "acme/app/discussions/90/comment:7")]
    [InlineData("https://github.com/acme/app/milestone/7?closed=1", "acme/app/milestone/7")]
    [InlineData("https://github.com/acme/app/blob/main/src/A.cs", "acme/app/blob/main/src/A.cs")]
    [InlineData("https://github.com/acme/app/blame/main/src/A.cs?plain=1#L10", "acme/app/blob#Line 10/main/src/A.cs")]
    [InlineData("https://github.com/acme/app/raw/main/src/A.cs#L20-L10", "acme/app/blob#Lines 10–20/main/src/A.cs")]
    [InlineData("https://github.com/acme/app/blob/main/a%20b.md#heading", "acme/app/blob/main/a b.md")]
    [InlineData("https://github.com/acme/app/tree/feature/cache/src", "acme/app/tree/feature/cache/src")]
    [InlineData("https://github.com/acme/app/commits", "acme/app/commits/")]
    [InlineData("https://github.com/acme/app/actions/runs/9/attempts/2", "acme/app/actions/runs/9")]
    [InlineData("https://github.com/acme/app/actions/runs/9/workflow", "acme/app/actions/runs/9/workflow")]
    [InlineData("https://github.com/acme/app/actions/runs/9/job/12?pr=3#step:4:1", "acme/app/runs/12")]
    [InlineData("https://github.com/acme/app/runs/12", "acme/app/runs/12")]
    [InlineData("https://github.com/acme/app/actions/workflows/ci.yml?query=x", "acme/app/actions/workflows/ci.yml")]
    [InlineData("https://github.com/acme/app/labels/Good%20First%20Issue", "acme/app/labels/good first issue")]
    [InlineData("https://github.com/acme/app/deployments/production", "acme/app/deployments/production")]
    [InlineData(
        "https://github.com/acme/app/security/advisories/GHSA-JFH8-c2jp-5v3q",
        "acme/app/security/advisories/GHSA-jfh8-c2jp-5v3q"
    )]
    [InlineData("https://github.com/acme/app/pulls", "acme/app/list/Pull requests/")]
    [InlineData("https://github.com/acme/app/issues?q=is%3Aopen+mona", "acme/app/list/Issues/is:open mona")]
    [InlineData("https://github.com/acme/app/issues?assignee=mona", "acme/app/list/Issues/")]
    [InlineData("https://github.com/acme/app/wiki", "acme/app/list/Wiki/")]
    [InlineData("https://github.com/acme/app/wiki/How-to-greet", "acme/app/list/Wiki page/How to greet")]
    [InlineData("https://github.com/acme/app/pkgs/container/app%2Fcli", "acme/app/list/Package/app/cli")]
    public void All_links_of_a_part_of_a_repository_have_one_key(string url, string key) => KeyOf(url).ShouldBe(key);

    // Each pair leads to different things.
    [Theory]
    [InlineData("releases/tag/latest", "releases/latest")]
    [InlineData("releases/tag/v1/a.zip", "releases/download/v1/a.zip")]
    [InlineData("releases/download/latest/a.zip", "releases/latest/download/a.zip")]
    [InlineData("blob/main/a%23Line%2010", "blob/main/a#L10")]
    [InlineData("blob/main/a", "tree/main/a")]
    [InlineData("actions/runs/9", "runs/9")]
    [InlineData("issues/9", "discussions/9")]
    public void Different_things_have_different_keys(string one, string other) =>
        KeyOf($"https://github.com/acme/app/{one}").ShouldNotBe(KeyOf($"https://github.com/acme/app/{other}"));

    [Theory]
    [InlineData("https://github.com/Acme", "acme")]
    [InlineData("https://github.com/orgs/Acme", "acme")]
    [InlineData("https://github.com/orgs/acme/people?query=x", "acme")]
    [InlineData("https://github.com/orgs/Acme/teams/Core", "orgs/acme/teams/core")]
    [InlineData("https://github.com/orgs/acme/teams/core/members", "orgs/acme/teams/core")]
    [InlineData("https://github.com/orgs/Acme/projects/5", "orgs/acme/projects/5")]
    [InlineData("https://github.com/orgs/acme/projects/5/views/2?layout=board", "orgs/acme/projects/5")]
    [InlineData("https://github.com/users/mona/projects/5/views/2?pane=issue&itemId=9", "orgs/mona/projects/5/9")]
    [InlineData("https://github.com/advisories/GHSA-JFH8-c2jp-5v3q", "advisories/GHSA-jfh8-c2jp-5v3q")]
    [InlineData("https://github.com/gist/mona/6CAD326836D38BD3A7AE", "gist/6cad326836d38bd3a7ae")]
    public void All_links_of_a_thing_outside_repositories_have_one_key(string url, string key) =>
        KeyOf(url).ShouldBe(key);

    [Fact]
    public void The_same_number_in_another_repository_has_another_key() =>
        KeyOf("https://github.com/acme/app/pull/12").ShouldNotBe(KeyOf("https://github.com/acme/app2/pull/12"));

    [Theory]
    [InlineData("https://github.com/")]
    [InlineData("https://github.com/settings/profile")]
    [InlineData("https://github.com/orgs/acme/pull/12")]
    [InlineData("https://github.com/Settings/profile")]
    [InlineData("https://github.com/ORGS/acme/pull/12#issuecomment-5")]
    [InlineData("https://github.com/marketplace/actions")]
    [InlineData("https://github.com/acme/app/pull/0")]
    [InlineData("https://github.com/acme/app/pull/012")]
    [InlineData("https://github.com/acme/app/pull/99999999999")]
    [InlineData("https://github.com/acme/app/pull/-1")]
    [InlineData("https://github.com/acme/app/pull/new")]
    [InlineData("https://github.com/acme/app/issues/new")]
    [InlineData("https://github.com/acme/app/issues/1٢")]
    [InlineData("https://github.com/acme/app/commit/main")]
    [InlineData("https://github.com/acme/app/commit/6dcb09")]
    [InlineData("https://github.com/acme/a%20b")]
    [InlineData("https://github.com/acme/app/releases/new")]
    [InlineData("https://github.com/acme/app/compare")]
    [InlineData("https://github.com/acme/app/blob/main")]
    [InlineData("https://github.com/acme/app/settings")]
    [InlineData("https://github.com/acme/app/actions/new")]
    [InlineData("https://github.com/orgs/acme/settings")]
    [InlineData("https://github.com/apps/dependabot")]
    [InlineData("https://github.com/advisories/CVE-2021-44228")]
    [InlineData("https://github.com/acme/app/discussions/new/choose")]
    public void Links_without_a_card_are_not_matched(string url) => Some.GitHub().TryMatch(url).ShouldBeNull();

    [Theory]
    [InlineData("/readme/guides")]
    [InlineData("/solutions/devops")]
    [InlineData("/resources/articles")]
    [InlineData("/security/advanced-security")]
    [InlineData("/user-attachments/assets")]
    [InlineData("/mcp/github")]
    [InlineData("/newsroom/press-releases")]
    [InlineData("/why-github/compare")]
    [InlineData("/SOLUTIONS/DevOps")]
    [InlineData("/edu/schools")]
    [InlineData("/oauth/authorize")]
    [InlineData("/partners/technology")]
    public void Pages_of_GitHub_itself_are_not_matched(string path) =>
        Some.GitHub().TryMatch($"https://github.com{path}").ShouldBeNull();

    // They own repositories on github.com.
    [Theory]
    [InlineData("github")]
    [InlineData("skills")]
    [InlineData("actions")]
    [InlineData("cli")]
    [InlineData("desktop")]
    [InlineData("octocat")]
    [InlineData("primer")]
    [InlineData("docs")]
    [InlineData("community")]
    [InlineData("google")]
    [InlineData("microsoft")]
    [InlineData("home-assistant")]
    [InlineData("solutions-team")]
    public void Owners_that_sound_like_pages_are_matched(string owner) =>
        KeyOf($"https://github.com/{owner}/app").ShouldBe($"{owner}/app");

    // Companies choose these names on servers of their own, which have no such pages.
    [Theory]
    [InlineData("solutions")]
    [InlineData("mobile")]
    [InlineData("design")]
    [InlineData("training")]
    [InlineData("resources")]
    public void A_server_of_a_company_has_owners_where_github_com_has_pages(string owner)
    {
        var adapter = Some.GitHub("github.acme.com");

        adapter.KeyOf(adapter.Match($"https://github.acme.com/{owner}/app")).ShouldBe($"{owner}/app");
        Some.GitHub().TryMatch($"https://github.com/{owner}/app").ShouldBeNull();
    }

    [Theory]
    [InlineData("settings")]
    [InlineData("stafftools")]
    [InlineData("enterprises")]
    public void Pages_that_every_server_has_are_not_matched(string name) =>
        Some.GitHub("github.acme.com").TryMatch($"https://github.acme.com/{name}/app").ShouldBeNull();

    [Fact]
    public void An_owner_may_start_with_a_reserved_word() =>
        KeyOf("https://github.com/settings-team/app").ShouldBe("settings-team/app");

    [Theory]
    [InlineData("https://github.com/acme/...git/issues/1", "acme/...git#1")]
    [InlineData("https://github.com/acme/..git/issues/1", "acme/..git#1")]
    [InlineData("https://github.com/acme/.git/issues/1", "acme/.git#1")]
    [InlineData("https://github.com/acme/...", "acme/...")]
    public void A_repository_name_never_becomes_a_dot_segment(string url, string key) => KeyOf(url).ShouldBe(key);

    [Fact]
    [NeedsNode]
    public async Task In_a_JavaScript_engine_every_sample_matches_and_no_reserved_word_does()
    {
        var rules = Some.GitHub()
            .Patterns.Select(it => (Expression: it.ToJavaScript("github.com"), it.Sample))
            .ToList();

        var samples = await JavaScript.MatchAsync(
            rules.Select(it => (it.Expression, $"https://github.com{it.Sample}"))
        );
        var reserved = await JavaScript.MatchAsync(
            rules.Select(it =>
                (it.Expression, $"https://github.com{it.Sample}".Replace("octocat", "Orgs", StringComparison.Ordinal))
            )
        );

        var highlighted = await JavaScript.MatchAsync(
            rules.Select(it =>
                (it.Expression, $"https://github.com{it.Sample}{(it.Sample.Contains('#') ? "" : "#")}:~:text=a,b")
            )
        );

        samples.ShouldAllBe(match => match != null);
        highlighted.ShouldAllBe(match => match != null);
        reserved
            .Zip(samples)
            .ShouldAllBe(pair => pair.Second!["site"] != null && (pair.First == null || !HasOwner(pair.Second)));
    }

    private static bool HasOwner(IReadOnlyDictionary<string, string?> match) =>
        match.GetValueOrDefault("owner") == "octocat" || match.Keys.SequenceEqual(["site", "login"]);

    [Fact]
    public void A_link_is_of_the_most_specific_kind()
    {
        var adapter = Some.GitHub();

        foreach (var pattern in adapter.Patterns)
            adapter.Match($"https://github.com{pattern.Sample}").Pattern.ShouldBeSameAs(pattern);
    }

    [Fact]
    public void Only_links_with_a_fragment_or_query_also_match_the_kind_of_their_target()
    {
        var adapter = Some.GitHub();

        foreach (var pattern in adapter.Patterns)
        {
            Link.TryParse($"https://github.com{pattern.Sample}", out var link).ShouldBeTrue();
            adapter
                .Patterns.Count(candidate => candidate.Match(link) is not null)
                .ShouldBe(link.Fragment.Length > 0 || link.Query.Length > 0 ? 2 : 1, pattern.Name);
        }
    }

    private static string KeyOf(string url)
    {
        var adapter = Some.GitHub();
        return adapter.KeyOf(adapter.Match(url));
    }
}
