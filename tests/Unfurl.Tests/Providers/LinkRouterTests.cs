using FsCheck.Fluent;
using Unfurl.Demo;
using Unfurl.Server.Providers;
using Unfurl.Tests.Abstractions;
using Unfurl.Tests.GitHub;

namespace Unfurl.Tests.Providers;

/// <summary>The router gives the same result as trying each kind in turn.</summary>
public sealed class LinkRouterTests
{
    public static TheoryData<string> Adapters => ["GitHub", "Acme", "odd"];

    // Kinds that share words, overlap, have no words, or words with slashes.
    private static readonly LinkPattern[] Odd =
    [
        new("Fragment", "/{team}/wiki/{page}#section-{section:int}", "/core/wiki/home#section-3"),
        new("Other fragment", "/{team}/wiki/{page}#L{line:int}", "/core/wiki/home#L3"),
        new("Words with slashes", "/{place:a/b|c}/wiki", "/a/b/wiki"),
        new("Fixed", "/core/wiki/home", "/core/wiki/home"),
        new("Optional", "/{team}/wiki/{page}/{tab:edit|history?}", "/core/wiki/home/edit"),
        new("Within a segment", "/{team}/v{major:int}...v{minor:int}", "/core/v1...v2"),
        new("Anything of two", "/{team}/{page}", "/core/home"),
        new("Root", "/", "/"),
        new("Optional alone", "/{team?}", "/core"),
    ];

    [Theory]
    [MemberData(nameof(Adapters))]
    public void The_first_matching_route_is_found(string adapter)
    {
        var patterns = Patterns(adapter);
        var kinds = new LinkRouter(patterns);
        var links = patterns.SelectMany(pattern => AdapterLinks.Of(pattern).Sample(500)).Select(Parse).OfType<Link>();
        var found = new HashSet<LinkPattern>();

        foreach (var link in links.Concat(patterns.Select(pattern => Parse($"https://x.example{pattern.Sample}")!)))
        {
            var expected = patterns.Select(pattern => pattern.Match(link)).FirstOrDefault(match => match is not null);

            var match = kinds.Match(link);

            match?.Pattern.ShouldBeSameAs(expected?.Pattern, link.Original);
            (match is null).ShouldBe(expected is null, link.Original);
            if (match is not null)
                found.Add(match.Pattern);
        }
        // Kinds without a match would prove nothing.
        found.Count.ShouldBe(patterns.Count);
    }

    private static Link? Parse(string text) => Link.TryParse(text, out var link) ? link : null;

    private static IReadOnlyList<LinkPattern> Patterns(string adapter) =>
        adapter switch
        {
            "GitHub" => GitHub.Some.GitHub(AdapterLinks.Host).Patterns,
            "Acme" => new AcmeAdapter(new Uri("http://127.0.0.1"), "id", new Secret("secret")).Patterns,
            _ => Odd,
        };
}
