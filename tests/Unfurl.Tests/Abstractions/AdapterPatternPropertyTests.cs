using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Unfurl.Demo;
using Unfurl.Testing;
using Unfurl.Tests.GitHub;

namespace Unfurl.Tests.Abstractions;

/// <summary>
/// Compares the patterns of every adapter in the service and in Notion. Notion matches the pasted text, the service the
/// link's normal form. For a link in normal form both must give the same result and values. For any other spelling, a
/// match in Notion must be a match in the service.
/// </summary>
[NeedsNode]
public sealed partial class AdapterPatternPropertyTests
{
    private const int LinksPerPattern = 600;

    // A thousand times the expected duration; an expression with exponential backtracking would exceed it.
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(5);

    public static TheoryData<string> Adapters => ["GitHub", "Acme", "odd"];

    // Kinds without words, with words of several segments, and with words that may be missing.
    private static readonly LinkPattern[] Odd =
    [
        new("Fragment", "/{team:name}/wiki/{page:name}#section-{section:int}", "/core/wiki/home#section-3"),
        new("Words with slashes", "/{place:a/b|c}/wiki", "/a/b/wiki"),
        new("Fixed", "/core/wiki/home", "/core/wiki/home"),
        new("Optional", "/{team:name}/wiki/{page:name}[/{tab:edit|history}]", "/core/wiki/home/edit"),
        new("Optional after a word", "/{team:name}/wiki[/{tab:edit|history}]", "/core/wiki"),
        new("Within a segment", "/{team:name}/v{major:int}...v{minor:int}", "/core/v1...v2"),
        new("Root", "/", "/"),
        new("Catch-all", "/{*project}[/-]/issues/{number:int}", "/a/pull/-/issues/1"),
        new("Slug", "/issues/{number:int}[-{slug}]", "/issues/1-files"),
        new("Query", "/pull?id={id:int}&[tab={tab:files|commits}]", "/pull?id=1&tab=files"),
    ];

    [Theory]
    [MemberData(nameof(Adapters))]
    public async Task The_matcher_and_the_Notion_expression_agree_on_normal_links(string adapter)
    {
        var cases = Cases(adapter).Where(it => it.IsNormal).ToList();

        var responses = await MatchInJavaScriptAsync(cases);

        cases
            .Zip(responses, (it, expression) => Difference(it, expression))
            .OfType<string>()
            .Distinct()
            .ShouldBeEmpty();
        // Only links of one kind, or of none, would prove nothing.
        responses.Count(match => match is not null).ShouldBeInRange(cases.Count / 20, cases.Count * 19 / 20);
    }

    [Theory]
    [MemberData(nameof(Adapters))]
    public async Task The_matcher_matches_every_link_that_the_Notion_expression_matches(string adapter)
    {
        var cases = Cases(adapter).Where(it => !it.IsNormal).ToList();

        var responses = await MatchInJavaScriptAsync(cases);

        cases
            .Zip(responses)
            .Where(it =>
                it.Second is { } values && !HasExcludedValue(values) && it.First.Pattern.Match(it.First.Link) is null
            )
            .Select(it => it.First.ToString())
            .ShouldBeEmpty();
        responses.Count(match => match is not null).ShouldBeGreaterThan(cases.Count / 50);
    }

    [Theory]
    [MemberData(nameof(Adapters))]
    public async Task The_Notion_expression_matches_only_links_and_texts_with_invalid_characters(string adapter)
    {
        var texts = Patterns(adapter)
            .SelectMany(pattern => SampleTexts(pattern).Select(text => (pattern, text)))
            .ToList();

        var responses = await JavaScript.MatchAsync(
            texts.Select(it => (it.pattern.ToJavaScript(AdapterLinks.Host), it.text))
        );

        texts
            .Zip(responses)
            .Where(it => it.Second is not null && !Link.TryParse(it.First.text, out _))
            .Select(it => it.First.text)
            .ShouldAllBe(text => AdapterLinks.HasInvalidCharacters(text));
    }

    [Theory]
    [MemberData(nameof(Adapters))]
    public void The_Notion_expression_matches_the_longest_links_within_the_time_limit(string adapter)
    {
        foreach (var pattern in Patterns(adapter))
        {
            var expression = new Regex(pattern.ToJavaScript(AdapterLinks.Host), RegexOptions.None, TimeLimit);

            foreach (var text in AdapterLinks.Longest(pattern))
                Should.NotThrow(() => expression.IsMatch(text), text);
        }
    }

    private static LinkPattern[] Patterns(string adapter) =>
        adapter switch
        {
            "GitHub" => [.. GitHub.Some.GitHub(AdapterLinks.Host).Patterns],
            "Acme" => [.. new AcmeAdapter(new Uri("http://127.0.0.1"), "id", new Secret("secret")).Patterns],
            _ => Odd,
        };

    private static string[] SampleTexts(LinkPattern pattern) => AdapterLinks.Of(pattern).Sample(LinksPerPattern);

    private static IEnumerable<Case> Cases(string adapter)
    {
        foreach (var pattern in Patterns(adapter))
        foreach (var text in SampleTexts(pattern))
        {
            if (Link.TryParse(text, out var link) && link.Host == AdapterLinks.Host)
                yield return new Case(pattern, text, link);
        }
    }

    private static Task<IReadOnlyList<IReadOnlyDictionary<string, string?>?>> MatchInJavaScriptAsync(
        IEnumerable<Case> cases
    ) => JavaScript.MatchAsync(cases.Select(it => (it.Pattern.ToJavaScript(AdapterLinks.Host), it.Text)));

    private static string? Difference(Case it, IReadOnlyDictionary<string, string?>? expression)
    {
        var match = it.Pattern.Match(it.Link);
        if (match is null || expression is null)
            return match is null && (expression is null || HasExcludedValue(expression))
                ? null
                : $"{it}: matcher {match is not null}, expression {expression is not null}";
        var different = it
            .Pattern.Parameters.Where(name => match.Optional(name) != expression.GetValueOrDefault(name))
            .ToList();
        return different.Count > 0 ? $"{it}: different values of {string.Join(", ", different)}" : null;
    }

    // Only the matcher refuses them.
    private static bool HasExcludedValue(IReadOnlyDictionary<string, string?> values) =>
        values.Values.OfType<string>().Any(value => Excluded().IsMatch(Uri.UnescapeDataString(value)));

    [GeneratedRegex(@"[\x00-\x1F\x7F-\x9F]|(?:^|[/\\])\.\.?(?:$|[/\\])", RegexOptions.None, 1000)]
    private static partial Regex Excluded();

    private sealed record Case(LinkPattern Pattern, string Text, Link Link)
    {
        // A query and a fragment in normal form may follow the normal form.
        public bool IsNormal { get; } =
            Text.Split('?', '#')[0] is var start
            && (start == Link.ToString() || $"{start}/" == Link.ToString())
            && Text.Contains(Link.Query, StringComparison.Ordinal)
            && Text.EndsWith(Link.Fragment, StringComparison.Ordinal);

        public override string ToString() => $"{Pattern.Name} on {Text}";
    }
}
