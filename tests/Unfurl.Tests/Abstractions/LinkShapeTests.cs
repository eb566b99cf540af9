using Unfurl.Testing;

namespace Unfurl.Tests.Abstractions;

/// <summary>The shapes of links that tools have: nested groups, slugs, ids in the query or the fragment.</summary>
[NeedsNode]
public sealed class LinkShapeTests
{
    private const string GitLab = "/{*project}[/-]/merge_requests/{number:int}";
    private const string MediaWiki = "/index.php?title={title}&[oldid={revision:int}]";
    private const string GitWeb = "/git?p={project}&a=commit&h={sha:sha}";
    private const string Buildbot = "/#/builders/{builder:int}/builds/{build:int}";
    private const string Forum = "/t/{slug}/{topic:int}[/{post:int}]";

    [Theory]
    [InlineData(GitLab, "/acme/app/-/merge_requests/7", "project=acme/app number=7")]
    [InlineData(GitLab, "/acme/app/merge_requests/7", "project=acme/app number=7")]
    [InlineData(GitLab, "/acme/web/shop/app/-/merge_requests/7", "project=acme/web/shop/app number=7")]
    [InlineData(GitLab, "/acme/app/-/merge_requests/7/diffs", null)]
    [InlineData(GitLab, "/merge_requests/7", null)]
    [InlineData(MediaWiki, "/index.php?title=Guide", "title=Guide")]
    [InlineData(MediaWiki, "/index.php?oldid=12&title=Guide&action=view", "title=Guide revision=12")]
    [InlineData(MediaWiki, "/index.php?title=Guide&oldid=prev", "title=Guide")]
    [InlineData(MediaWiki, "/index.php?title=Guide&title=Secret", null)]
    [InlineData(MediaWiki, "/index.php?title=", null)]
    [InlineData(MediaWiki, "/index.php", null)]
    [InlineData(GitWeb, "/git?p=app.git;a=commit;h=0123456", "project=app.git sha=0123456")]
    [InlineData(GitWeb, "/git?h=0123456;p=app.git;a=commit", "project=app.git sha=0123456")]
    [InlineData(GitWeb, "/git?p=app.git;a=commitdiff;h=0123456", null)]
    [InlineData(Buildbot, "/#/builders/1/builds/2", "builder=1 build=2")]
    [InlineData(Buildbot, "/#/builders/1", null)]
    [InlineData(Forum, "/t/how-to-build/12", "slug=how-to-build topic=12")]
    [InlineData(Forum, "/t/how-to-build/12/3", "slug=how-to-build topic=12 post=3")]
    public async Task A_link_has_the_values_that_it_shows(string template, string path, string? expected)
    {
        var pattern = new LinkPattern("Thing", template, SampleOf(template));
        var url = $"https://acme.com{path}";
        Link.TryParse(url, out var link).ShouldBeTrue();

        var match = pattern.Match(link);
        var inJavaScript = (await JavaScript.MatchAsync([(pattern.ToJavaScript("acme.com"), url)]))[0];

        TextOf(pattern, name => match?.Optional(name), match is null).ShouldBe(expected);
        TextOf(pattern, name => inJavaScript?.GetValueOrDefault(name), inJavaScript is null).ShouldBe(expected);
    }

    [Theory]
    [InlineData("/index.php?title=..")]
    [InlineData("/index.php?title=%2E%2e")]
    [InlineData("/index.php?title=a/../b")]
    [InlineData("/index.php?title=a%2F..%2Fb")]
    [InlineData("/index.php?title=..%5Cb")]
    [InlineData("/index.php?title=a%0Ab")]
    [InlineData("/index.php?title=.")]
    public void A_value_that_would_lead_elsewhere_in_another_URL_does_not_match(string path) =>
        Match(MediaWiki, path).ShouldBeNull();

    [Theory]
    [InlineData("/index.php?title=a+b%2Fc%20d", "a b/c d")]
    [InlineData("/index.php?title=a%252Fb", "a%2Fb")]
    [InlineData("/index.php?title=...", "...")]
    [InlineData("/index.php?title=v1.2", "v1.2")]
    public void A_value_is_decoded_once(string path, string expected) =>
        Match(MediaWiki, path).ShouldNotBeNull().Decoded("title").ShouldBe(expected);

    [Fact]
    public void A_plus_is_a_space_in_the_query_only() =>
        Match(Forum, "/t/a+b%20c/1").ShouldNotBeNull().Decoded("slug").ShouldBe("a+b c");

    [Fact]
    public async Task All_hosts_of_an_instance_match_and_no_other()
    {
        var expression = new LinkPattern("Thing", Forum, SampleOf(Forum)).ToJavaScript("forum.acme.com", "f.acme.com");

        var matches = await JavaScript.MatchAsync(
            new[] { "forum.acme.com", "f.acme.com", "xf.acme.com", "fxacme.com" }.Select(host =>
                (expression, $"https://{host}/t/a/1")
            )
        );

        matches.Select(match => match is not null).ShouldBe([true, true, false, false]);
        matches[1]!["site"].ShouldBe("https://f.acme.com");
    }

    [Theory]
    [InlineData("/a/-/merge_requests/7", "/a/merge_requests/7", true)]
    [InlineData("/a/-/merge_requests/7", "/a/-/merge_requests/8", false)]
    [InlineData("/a/-/merge_requests/7?x=1", "/a/-/merge_requests/7#note_1", true)]
    public void Links_with_the_same_identifying_values_have_one_key(string one, string other, bool areSame)
    {
        var kind = new LinkKind(new LinkPattern("Merge request", GitLab, SampleOf(GitLab)), null!);

        var isSame = kind.Key(Match(GitLab, one)!) == kind.Key(Match(GitLab, other)!);

        isSame.ShouldBe(areSame);
    }

    private static LinkMatch? Match(string template, string path)
    {
        Link.TryParse($"https://acme.com{path}", out var link).ShouldBeTrue();
        return new LinkPattern("Merge request", template, SampleOf(template)).Match(link);
    }

    private static string? TextOf(LinkPattern pattern, Func<string, string?> value, bool isMissing) =>
        isMissing
            ? null
            : string.Join(
                ' ',
                pattern.Parameters.Where(name => value(name) is not null).Select(name => $"{name}={value(name)}")
            );

    private static string SampleOf(string template) =>
        template switch
        {
            GitLab => "/acme/app/-/merge_requests/1",
            MediaWiki => "/index.php?title=Main",
            GitWeb => "/git?p=app.git;a=commit;h=0123456",
            Buildbot => "/#/builders/1/builds/1",
            _ => "/t/slug/1",
        };
}
