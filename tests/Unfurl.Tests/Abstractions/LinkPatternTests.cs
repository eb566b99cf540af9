using Unfurl.Testing;

namespace Unfurl.Tests.Abstractions;

public sealed class LinkPatternTests
{
    private static readonly LinkPattern PullRequest = new(
        "Pull request",
        "/{owner}/{repo:name}/pull/{number:int}[/{tab:files|commits}]",
        "/acme/app/pull/12",
        reserved: ["settings", "orgs"]
    );

    [Fact]
    public void A_match_holds_the_values_of_the_parameters()
    {
        var match = PullRequest.Match(Parse("https://github.com/acme/app/pull/12/files"))!;

        match["owner"].ShouldBe("acme");
        match["repo"].ShouldBe("app");
        match.Number("number").ShouldBe(12);
        match.Optional("tab").ShouldBe("files");
    }

    [Fact]
    public void A_match_knows_its_pattern_and_link()
    {
        var link = Parse("https://github.com/acme/app/pull/12");

        var match = PullRequest.Match(link)!;

        match.Pattern.ShouldBeSameAs(PullRequest);
        match.Link.ShouldBeSameAs(link);
    }

    [Fact]
    public void An_optional_parameter_may_be_absent()
    {
        var match = PullRequest.Match(Parse("https://github.com/acme/app/pull/12"))!;

        match.Optional("tab").ShouldBeNull();
        Should.Throw<KeyNotFoundException>(() => match["tab"]);
    }

    [Fact]
    public void Parameters_are_listed_in_the_order_of_the_template() =>
        PullRequest.Parameters.ShouldBe(["owner", "repo", "number", "tab"]);

    [Theory]
    [InlineData("/{a}/{b:name}/{c:int}/{d:sha}#x-{e:long}", "/a/b/1/0123456#x-1", "a,b,c,d,e")]
    [InlineData("/{a}[/{tab}]", "/a", "a")]
    [InlineData("/{a}[/{tab:files|commits}]", "/a", "a")]
    [InlineData("/{kind:issues|pull}/{a:int}", "/pull/1", "a")]
    [InlineData("/{kind:word}/x", "/word/x", "")]
    public void Optional_and_enumerated_parameters_are_not_identifying(
        string template,
        string sample,
        string expected
    ) => string.Join(',', new LinkPattern("Thing", template, sample).IdentifyingParameters).ShouldBe(expected);

    [Theory]
    [InlineData("https://github.com/acme/app/pull/12", true)]
    [InlineData("https://github.com/acme/app/pull/12/", true)]
    [InlineData("https://github.com/acme/app/pull/12?w=1#diff", true)]
    [InlineData("https://github.com/settings2/app/pull/12", true)]
    [InlineData("https://github.com/settings/app/pull/12", false)]
    [InlineData("https://github.com/orgs/app/pull/12", false)]
    [InlineData("https://github.com/Settings/app/pull/12", false)]
    [InlineData("https://github.com/ORGS/app/pull/12", false)]
    [InlineData("https://github.com/acme/app/pull/12/checks", false)]
    [InlineData("https://github.com/acme/app/pull/12/files/1", false)]
    [InlineData("https://github.com/acme/app/pulls/12", false)]
    [InlineData("https://github.com/acme/a~b/pull/12", false)]
    [InlineData("https://github.com/x/acme/app/pull/12", false)]
    [InlineData("https://github.com/", false)]
    public void A_link_is_of_the_kind_or_is_not(string url, bool matches) =>
        (PullRequest.Match(Parse(url)) is not null).ShouldBe(matches);

    [Theory]
    [InlineData("int", "1", true)]
    [InlineData("int", "999999999", true)]
    [InlineData("int", "1000000000", false)]
    [InlineData("int", "99999999999", false)]
    [InlineData("int", "0", false)]
    [InlineData("int", "012", false)]
    [InlineData("int", "-1", false)]
    [InlineData("int", "\u0661", false)]
    [InlineData("long", "999999999999999999", true)]
    [InlineData("long", "1000000000000000000", false)]
    [InlineData("long", "0", false)]
    [InlineData("sha", "abcdef0", true)]
    [InlineData("sha", "ABCDEF0123456789abcdef0123456789abcdef01", true)]
    [InlineData("sha", "abcdef", false)]
    [InlineData("sha", "ABCDEF0123456789abcdef0123456789abcdef012", false)]
    [InlineData("sha", "abcdefg", false)]
    [InlineData("name", "a", true)]
    [InlineData("name", "A_b.C-9", true)]
    [InlineData("name", "a%20b", false)]
    [InlineData("name", "a+b", false)]
    [InlineData("slug", "a", true)]
    [InlineData("slug", "A_b-C9", true)]
    [InlineData("slug", "a.b", false)]
    [InlineData("slug", "a%2Eb", false)]
    [InlineData("slug", "a+b", false)]
    [InlineData("files|a.b", "files", true)]
    [InlineData("files|a.b", "a.b", true)]
    [InlineData("files|a.b", "axb", false)]
    [InlineData("files|a.b", "Files", false)]
    [InlineData("files|a.b", "file", false)]
    public void A_constraint_matches_only_its_texts(string constraint, string text, bool matches)
    {
        var sample = constraint switch
        {
            "sha" => "0123456",
            "files|a.b" => "files",
            _ => "1",
        };
        var pattern = new LinkPattern("Thing", $"/things/{{thing:{constraint}}}", $"/things/{sample}");

        var match = pattern.Match(Parse($"https://acme.com/things/{text}"));

        (match is not null).ShouldBe(matches);
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void A_name_has_up_to_a_hundred_characters(int length, bool matches)
    {
        var pattern = new LinkPattern("Thing", "/{thing:name}", "/a");

        var match = pattern.Match(Parse("https://acme.com/" + new string('a', length)));

        (match is not null).ShouldBe(matches);
    }

    [Theory]
    [NeedsNode]
    [InlineData("https://acme.com/app/pull/12#issuecomment-99", true)]
    [InlineData("https://acme.com/app/pull/12/?w=1#issuecomment-99", true)]
    [InlineData("https://acme.com/app/pull/12", false)]
    [InlineData("https://acme.com/app/pull/12#issuecomment-", false)]
    [InlineData("https://acme.com/app/pull/12#issuecomment-99x", false)]
    [InlineData("https://acme.com/app/pull/12?q=#issuecomment", false)]
    public async Task A_template_with_a_fragment_requires_the_fragment(string url, bool matches)
    {
        var pattern = new LinkPattern(
            "Comment",
            "/{repo}/pull/{number:int}#issuecomment-{comment:long}",
            "/app/pull/12#issuecomment-99"
        );

        var match = pattern.Match(Parse(url));
        var inJavaScript = await JavaScript.MatchAsync([(pattern.ToJavaScript("acme.com"), url)]);

        (match is not null).ShouldBe(matches);
        (inJavaScript[0] is not null).ShouldBe(matches);
    }

    [Theory]
    [InlineData("https://acme.com/pull/1/files#r2", "files")]
    [InlineData("https://acme.com/pull/1#r2", null)]
    public void The_optional_segment_may_stand_before_a_fragment(string url, string? tab)
    {
        var template = string.Concat("/pull/{number:int}[/{tab:files}]", "#r{note:long}");
        var pattern = new LinkPattern("Note", template, "/pull/1#r2");

        pattern.Match(Parse(url))!.Optional("tab").ShouldBe(tab);
    }

    [Theory]
    [NeedsNode]
    [InlineData("/", "/", "https://acme.com", true)]
    [InlineData("/", "/", "https://acme.com/?a", true)]
    [InlineData("/", "/", "https://acme.com/a", false)]
    [InlineData("[/{page}]", "/", "https://acme.com/", true)]
    [InlineData("[/{page}]", "/", "https://acme.com", true)]
    [InlineData("[/{page}]", "/start", "https://acme.com/start", true)]
    [InlineData("/#{place}", "/#top", "https://acme.com#top", true)]
    public async Task The_root_is_a_path_too(string template, string sample, string url, bool matches)
    {
        var pattern = new LinkPattern("Page", template, sample);

        var match = pattern.Match(Parse(url));
        var inJavaScript = await JavaScript.MatchAsync([(pattern.ToJavaScript("acme.com"), url)]);

        (match is not null).ShouldBe(matches);
        (inJavaScript[0] is not null).ShouldBe(matches);
    }

    [Theory]
    [NeedsNode]
    [InlineData("/wiki/private", false)]
    [InlineData("/Wiki/Private/plan", false)]
    [InlineData("/wiki/private?a=b", false)]
    [InlineData("/wiki/private#a", false)]
    [InlineData("/wiki/privateer", true)]
    [InlineData("/wiki/Special:Log", false)]
    [InlineData("/wiki/special:", false)]
    [InlineData("/wiki/Special", true)]
    [InlineData("/wiki", true)]
    [InlineData("/a/wiki/private", true)]
    public async Task A_reserved_path_is_of_no_kind(string path, bool matches)
    {
        var pattern = new LinkPattern("Page", "/{*path}", "/a", reserved: ["wiki/private", "wiki/Special:*"]);
        var url = $"https://acme.com{path}";

        (pattern.Match(Parse(url)) is not null).ShouldBe(matches);
        ((await JavaScript.MatchAsync([(pattern.ToJavaScript("acme.com"), url)]))[0] is not null).ShouldBe(matches);
    }

    [Fact]
    public void The_expression_for_Notion_names_the_site_and_every_parameter() =>
        PullRequest
            .ToJavaScript("github.com")
            .ShouldBe(
                @"^(?<site>https:\/\/github\.com)(?!\/(?:[sS][eE][tT][tT][iI][nN][gG][sS]|[oO][rR][gG][sS])(?:[\/?#]|$))"
                    + @"\/(?<owner>[^\/?#]+)\/(?<repo>[A-Za-z0-9_.-]{1,100})\/pull\/(?<number>[1-9][0-9]{0,8})"
                    + @"(?:\/(?<tab>files|commits))?\/?(?:[?#].*)?$"
            );

    [Fact]
    [NeedsNode]
    public async Task The_expression_for_Notion_matches_only_the_owned_host()
    {
        var expression = PullRequest.ToJavaScript("github.com");
        string[] hosts = ["githubxcom", "github.com.evil.example", "evil.example/github.com", "api.github.com"];

        var matches = await JavaScript.MatchAsync(hosts.Select(host => (expression, $"https://{host}/a/b/pull/1")));

        matches.ShouldAllBe(match => match == null);
    }

    [Fact]
    [NeedsNode]
    public async Task Only_an_escaped_reserved_word_matches_the_expression_but_not_the_matcher()
    {
        var pattern = new LinkPattern("Owner", "/{owner}", "/acme", reserved: ["settings"]);
        const string url = "https://acme.com/%73ettings";

        var inJavaScript = await JavaScript.MatchAsync([(pattern.ToJavaScript("acme.com"), url)]);

        inJavaScript[0].ShouldNotBeNull();
        pattern.Match(Parse(url)).ShouldBeNull();
    }

    [Fact]
    public void A_link_that_takes_too_long_to_match_is_not_of_the_kind()
    {
        var pattern = new LinkPattern("Slow", "/{a}-{b}-{c}-{d}-{e}-{f}-end", "/1-2-3-4-5-6-end");
        var link = Parse("https://acme.com/".PadRight(Link.MaxLength, '-'));

        pattern.Match(link).ShouldBeNull();
    }

    private static Link Parse(string text) =>
        Link.TryParse(text, out var link) ? link : throw new ShouldAssertException($"{text} is not a link.");
}
