using FsCheck;
using FsCheck.Fluent;

namespace Unfurl.Tests.Abstractions;

public sealed class LinkKindsTests
{
    private static readonly (string Template, string Sample)[] Pieces =
    [
        ("/{x}", "/a"),
        ("/{*all}", "/a/wiki"),
        ("/issues", "/issues"),
        ("/issues/{n:int}", "/issues/1"),
        ("/-/issues/{n:int}", "/-/issues/1"),
        ("/wiki/{page}", "/wiki/wiki"),
        ("/wiki", "/wiki"),
        ("[/-]/a", "/-/a"),
        ("/b.c/{y:a|b}", "/b.c/a"),
        ("/v{n:int}", "/v1"),
        ("/{n:int}-end", "/1-end"),
    ];

    // Names may stand once in a template; the others are left out.
    private static readonly Gen<LinkKind[]> Kinds = Gen.Elements(Pieces)
        .NonEmptyListOf()
        .Resize(4)
        .ArrayOf(140)
        .Select(templates => templates.Select(pieces => KindOf([.. pieces])).OfType<LinkKind>().ToArray());

    private static readonly Gen<Link> Links = Gen.Elements("a", "issues", "-", "b.c", "wiki", "1", "v1", "1-end")
        .ArrayOf()
        .Resize(7)
        .Select(words => Link.TryParse($"https://acme.com/{string.Join('/', words)}", out var link) ? link! : null!);

    [Fact]
    public void The_first_of_many_kinds_that_matches_is_found()
    {
        var found = 0;
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(100),
            Prop.ForAll(
                Kinds.ToArbitrary(),
                Links.ArrayOf(20).ToArbitrary(),
                (kinds, links) =>
                {
                    var table = new LinkKinds(kinds);
                    foreach (var link in links)
                    {
                        table.Match(link, out var kind);
                        kind.ShouldBe(kinds.FirstOrDefault(one => one.Pattern.Match(link) is not null));
                        found += kind is null ? 0 : 1;
                    }
                }
            )
        );
        found.ShouldBeGreaterThan(100);
    }

    [Fact]
    public void Without_kinds_nothing_matches()
    {
        Link.TryParse("https://acme.com/a", out var link).ShouldBeTrue();

        new LinkKinds([]).Match(link!, out var kind).ShouldBeNull();

        kind.ShouldBeNull();
    }

    private static LinkKind? KindOf(IReadOnlyList<(string Template, string Sample)> pieces)
    {
        try
        {
            return new LinkKind(
                new LinkPattern(
                    "Kind",
                    string.Concat(pieces.Select(piece => piece.Template)),
                    string.Concat(pieces.Select(piece => piece.Sample))
                ),
                (_, _, _) => Task.FromResult<Resolution>(new Resolution.NotFound())
            );
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
