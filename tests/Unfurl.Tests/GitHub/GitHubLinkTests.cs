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
    [InlineData("https://github.com/acme/app/pull/12#issuecomment-99")]
    [InlineData("https://github.com/acme/app/issues/12")]
    [InlineData("https://github.com/ACME/app/issues/12#issuecomment-99")]
    public void All_links_of_an_issue_or_pull_request_meet_in_one_key(string url) => KeyOf(url).ShouldBe("acme/app#12");

    [Theory]
    [InlineData("https://github.com/acme/app")]
    [InlineData("https://github.com/Acme/App/")]
    [InlineData("https://github.com/acme/app.git")]
    [InlineData("https://github.com/acme/app?tab=readme-ov-file#install")]
    public void All_links_of_a_repository_meet_in_one_key(string url) => KeyOf(url).ShouldBe("acme/app");

    [Theory]
    [InlineData("https://github.com/acme/app/commit/6dcb09b5b57875f334f61aebed695e2e4193db5e")]
    [InlineData("https://github.com/Acme/app/commit/6DCB09B5B57875F334F61AEBED695E2E4193DB5E#diff-1")]
    [InlineData("https://github.com/acme/app/pull/12/commits/6dcb09b5b57875f334f61aebed695e2e4193db5e")]
    public void All_links_of_a_commit_meet_in_one_key(string url) =>
        KeyOf(url).ShouldBe("acme/app@6dcb09b5b57875f334f61aebed695e2e4193db5e");

    [Fact]
    public void The_same_number_in_another_repository_has_another_key() =>
        KeyOf("https://github.com/acme/app/pull/12").ShouldNotBe(KeyOf("https://github.com/acme/app2/pull/12"));

    [Theory]
    [InlineData("https://github.com/")]
    [InlineData("https://github.com/acme")]
    [InlineData("https://github.com/settings/profile")]
    [InlineData("https://github.com/orgs/acme")]
    [InlineData("https://github.com/orgs/acme/pull/12")]
    [InlineData("https://github.com/marketplace/actions")]
    [InlineData("https://github.com/acme/app/pull/0")]
    [InlineData("https://github.com/acme/app/pull/012")]
    [InlineData("https://github.com/acme/app/pull/99999999999")]
    [InlineData("https://github.com/acme/app/pull/-1")]
    [InlineData("https://github.com/acme/app/pull/12/files/6dcb09b")]
    [InlineData("https://github.com/acme/app/pull/new")]
    [InlineData("https://github.com/acme/app/pulls")]
    [InlineData("https://github.com/acme/app/issues")]
    [InlineData("https://github.com/acme/app/issues/new")]
    [InlineData("https://github.com/acme/app/issues/1٢")]
    [InlineData("https://github.com/acme/app/commit/main")]
    [InlineData("https://github.com/acme/app/commit/6dcb09")]
    [InlineData("https://github.com/acme/app/commit/6dcb09b.patch")]
    [InlineData("https://github.com/acme/a%20b")]
    [InlineData("https://github.com/acme/app/wiki")]
    public void What_has_no_card_is_not_matched(string url) => Some.GitHub().TryMatch(url).ShouldBeNull();

    [Fact]
    public void An_owner_may_start_with_a_reserved_word() =>
        KeyOf("https://github.com/settings-team/app").ShouldBe("settings-team/app");

    [Fact]
    public void No_link_is_of_two_kinds()
    {
        var adapter = Some.GitHub();

        foreach (var sample in adapter.Patterns.Select(pattern => $"https://github.com{pattern.Sample}"))
        {
            Link.TryParse(sample, out var link).ShouldBeTrue();
            adapter.Patterns.Count(pattern => pattern.Match(link) is not null).ShouldBe(1, sample);
        }
    }

    private static string KeyOf(string url)
    {
        var adapter = Some.GitHub();
        return adapter.KeyOf(adapter.Match(url));
    }
}
