using Unfurl.Adapters.Testing;
using Unfurl.Adapters.Testing.Patterns;

namespace Unfurl.Tests.Adapters.Testing;

public sealed class PatternCheckTests
{
    private static readonly ResolveLink Nothing = (_, _, _) => Task.FromResult<Resolution>(new Resolution.NotFound());

    public static TheoryData<string, string> Templates =>
        new()
        {
            { "/", "/" },
            { "/{team:name}/wiki/{page:name}#section-{section:int}", "/core/wiki/home#section-3" },
            { "/{team:name}/wiki/{page:name}[/{tab:edit|history}]", "/core/wiki/home/edit" },
            { "/{*project}[/-]/issues/{number:int}", "/a/b/-/issues/1" },
            { "/issues/{number:int}[-{slug}]", "/issues/1-files" },
            { "/pull?id={id:int}&[tab={tab:files|commits}]", "/pull?id=1&tab=files" },
            { "/commits/{sha:sha}", "/commits/6dcb09b" },
        };

    [Theory]
    [MemberData(nameof(Templates))]
    public void Kinds_of_every_shape_pass(string template, string sample) =>
        new ThingAdapter
        {
            Earlier = [new(new LinkPattern("Other", template, sample), Nothing)],
        }.Tested.CheckPatterns();

    [Fact]
    public void A_more_general_kind_that_is_listed_earlier_fails() =>
        Failure(new() { Earlier = [new(new LinkPattern("Anything", "/{place}/{name}", "/a/b"), Nothing)] })
            .ShouldContain("The sample /things/12 of Thing is taken by Anything, which is listed earlier");

    [Fact]
    public void Two_kinds_of_one_name_fail() =>
        Failure(new() { Earlier = [new(new LinkPattern("Thing", "/a/{name}", "/a/b"), Nothing)] })
            .ShouldContain("2 kinds have the name Thing");

    [Fact]
    public void A_key_that_throws_fails() =>
        Failure(new() { Key = match => match["name"] }).ShouldContain("Key threw KeyNotFoundException");

    [Fact]
    public void A_key_that_throws_for_an_unusual_link_fails() =>
        Failure(
                new()
                {
                    Key = match =>
                        match.Number("number") == 999_999_999 ? throw new OverflowException() : match["number"],
                }
            )
            .ShouldContain("Key threw OverflowException");

    [Fact]
    public void An_empty_key_fails() => Failure(new() { Key = _ => "" }).ShouldContain("Key returned null or an empty");

    [Fact]
    public void A_key_with_the_spelling_of_a_link_fails() =>
        Failure(new() { Key = match => match.Link.Original }).ShouldContain("Both lead to the same thing");

    [Fact]
    public void A_key_with_the_query_of_a_link_fails() =>
        Failure(new() { Key = match => match["number"] + match.Link.Query }).ShouldContain("?utm_source=unfurl");

    [Fact]
    public void A_key_that_two_things_share_fails() =>
        Failure(new() { Key = match => match.Pattern.Name }).ShouldContain("have the same key 'Thing'");

    [Fact]
    public void Expressions_that_differ_in_Notion_are_found()
    {
        var pattern = new LinkPattern("Thing", "/things/{number:int}", "/things/12");
        using var portal = new PortalEngine();
        string[] wrong =
        [
            @"^(?<site>https:\/\/things\.acme\.com)\/things\/(?<number>[0-9]{1,9})$",
            @"^(?<site>https:\/\/things\.acme\.com)\/things\/(?<number>[1-9])[0-9]{0,8}\/?(?:[?#].*)?$",
            @"^(?<site>https:\/\/[^\/]*things\.acme\.com)\/things\/(?<number>[1-9][0-9]{0,8})\/?(?:[?#].*)?$",
            @"^(?<site>https:\/\/things\.acme\.com)\/things\/12$",
        ];

        foreach (var expression in wrong)
            Problems(portal, pattern, expression).ShouldNotBeEmpty(expression);
        Problems(portal, pattern, pattern.ToJavaScript(ThingAdapter.Host)).ShouldBeEmpty();
    }

    [Fact]
    public void An_expression_that_never_ends_is_stopped()
    {
        using var portal = new PortalEngine();

        Should.Throw<TimeoutException>(() => portal.Match("^(a+)+$", $"{new string('a', 40)}!"));
    }

    private static IEnumerable<string> Problems(PortalEngine portal, LinkPattern pattern, string expression) =>
        LinkVariants
            .Of(ThingAdapter.Host, pattern)
            .Select(text => PortalComparison.Problem(pattern, ThingAdapter.Host, text, portal.Match(expression, text)))
            .OfType<string>();

    private static string Failure(ThingAdapter adapter) =>
        Should.Throw<AdapterTestException>(() => adapter.Tested.CheckPatterns()).Message;
}
