using System.Text.RegularExpressions;
using FsCheck.Fluent;
using Unfurl.Testing;

namespace Unfurl.Tests.Abstractions;

[NeedsNode]
public sealed class LinkPatternPropertyTests
{
    private const string Host = "github.acme.com";

    [Fact]
    public async Task The_matcher_and_its_expression_in_a_JavaScript_engine_agree()
    {
        var cases = Cases(4000);

        var inJavaScript = await JavaScript.MatchAsync(cases.Select(it => (it.Pattern.ToJavaScript(Host), it.Url)));

        cases.Zip(inJavaScript).Select(it => Disagreement(it.First, it.Second)).OfType<string>().ShouldBeEmpty();
    }

    [Fact]
    public void The_matcher_and_its_expression_in_dotnet_agree()
    {
        var cases = Cases(2000);

        var disagreements = cases.Select(it => Disagreement(it, MatchInDotNet(it))).OfType<string>();

        disagreements.ShouldBeEmpty();
    }

    [Fact]
    public void Generated_links_match_about_as_often_as_not()
    {
        var matches = Cases(1000).Count(it => it.Pattern.Match(it.Link) is not null);

        matches.ShouldBeInRange(200, 800);
    }

    private static List<Case> Cases(int count) => [.. LinkPatternCases.Generator.Sample(count).SelectMany(Read)];

    private static IEnumerable<Case> Read(LinkPatternCase generated)
    {
        var url = $"https://{Host}{generated.PathAndMore}";
        if (Link.TryParse(url, out var link))
            yield return new(generated.Pattern, url, link);
    }

    // On links in normal form both agree. Of other spellings Notion may miss a link, because it matches the text, but
    // the service knows every link that Notion matches.
    private static string? Disagreement(Case it, IReadOnlyDictionary<string, string?>? expression)
    {
        var match = it.Pattern.Match(it.Link);
        var isNormal =
            it.Url.StartsWith(it.Link.ToString(), StringComparison.Ordinal)
            && it.Url.Contains(it.Link.Query, StringComparison.Ordinal)
            && it.Url.EndsWith(it.Link.Fragment, StringComparison.Ordinal);
        if (match is null != expression is null && (isNormal || match is null))
            return $"{it}: matcher {match is not null}, expression {expression is not null}";
        if (match is null || expression is null || !isNormal)
            return null;

        var different = it.Pattern.Parameters.Where(name => match.Optional(name) != expression.GetValueOrDefault(name));
        return different.Any() ? $"{it}: different values of {string.Join(", ", different)}" : null;
    }

    private static Dictionary<string, string?>? MatchInDotNet(Case it)
    {
        var match = Regex.Match(it.Url, it.Pattern.ToJavaScript(Host), RegexOptions.None, TimeSpan.FromSeconds(1));
        return match.Success
            ? match
                .Groups.Values.Where(group => group.Success)
                .ToDictionary(group => group.Name, string? (group) => group.Value)
            : null;
    }

    private sealed record Case(LinkPattern Pattern, string Url, Link Link)
    {
        public override string ToString() => $"{Pattern.Template} on {Url}";
    }
}
