using System.Text.Json;
using System.Text.RegularExpressions;
using Unfurl.Notion.Portal;
using Unfurl.Testing;

namespace Unfurl.Tests.Notion.Portal;

[NeedsNode]
public sealed partial class PortalRuleTests
{
    private const string Host = "git.acme.com";

    private static readonly LinkPattern[] Patterns =
    [
        new("Start page", "/", "/"),
        new("About", "/about", "/about"),
        new("Owner", "/{owner}", "/acme", reserved: ["settings", "orgs"]),
        new("Pull request", "/{owner}/{repo:name}/pull/{number:int}[/{tab:files|commits}]", "/acme/app/pull/12"),
        new("Comment", "/{owner}/{repo}/pull/{number:int}#issuecomment-{comment:long}", "/a/b/pull/1#issuecomment-9"),
        new("Commit \"quoted\"", "/{owner}/commit/{sha:sha}", "/acme/commit/0123abc"),
    ];

    [Fact]
    public void A_rule_has_the_patterns_name_sample_and_expression()
    {
        var rule = Rule(Patterns[3]);

        rule.Name.ShouldBe("Pull request");
        rule.SampleUrl.ShouldBe("https://git.acme.com/acme/app/pull/12");
        rule.Pattern.ShouldBe(Patterns[3].ToJavaScript(Host));
    }

    [Fact]
    public async Task A_sample_matches_its_pattern_in_a_JavaScript_engine()
    {
        var rules = Patterns.Select(Rule).ToList();

        var matches = await JavaScript.MatchAsync(rules.Select(rule => (rule.Pattern, rule.SampleUrl)));

        matches.ShouldAllBe(match => match != null && match["site"] == $"https://{Host}");
    }

    [Fact]
    public async Task A_placeholder_names_groups_of_its_pattern_only()
    {
        var rules = Patterns.Select(Rule).ToList();

        var groups = await JavaScript.GroupsAsync(rules.Select(rule => rule.Pattern));

        foreach (var (rule, known) in rules.Zip(groups))
            Group()
                .Matches(rule.PlaceholderAttributes)
                .Select(match => match.Groups["name"].Value)
                .ShouldBeSubsetOf(known);
    }

    [Fact]
    public void A_placeholder_is_written_as_documented()
    {
        var json = System.Text.Encoding.UTF8.GetBytes(Rule(Patterns[4]).PlaceholderAttributes);

        JsonCase.ShouldBe(json, "Notion/Portal/Cases/placeholder.comment.json");
    }

    [Fact]
    public void A_placeholder_leaves_out_what_a_link_may_leave_out()
    {
        using var json = JsonDocument.Parse(Rule(Patterns[3]).PlaceholderAttributes);

        var identifier = json.RootElement[1].GetProperty("inline").GetProperty("plain_text").GetProperty("value");

        identifier.GetString().ShouldBe("$<owner> · $<repo> · $<number>");
    }

    [Fact]
    public void A_placeholder_of_a_pattern_without_parameters_has_no_identifier() =>
        Ids(Rule(Patterns[1])).ShouldBe(["title", "dev"]);

    [Theory]
    [InlineData("")]
    [InlineData("\u202E")]
    public void A_placeholder_always_names_a_developer(string developer) =>
        Ids(PortalRule.For(Patterns[3], [Host], developer)).ShouldBe(["title", "identifier", "dev"]);

    private static PortalRule Rule(LinkPattern pattern) => PortalRule.For(pattern, [Host], "Acme");

    private static List<string?> Ids(PortalRule rule)
    {
        using var json = JsonDocument.Parse(rule.PlaceholderAttributes);
        return [.. json.RootElement.EnumerateArray().Select(attribute => attribute.GetProperty("id").GetString())];
    }

    [GeneratedRegex(@"\$<(?<name>[^>]*)>", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Group();
}
