using FsCheck;
using FsCheck.Fluent;

namespace Unfurl.Tests.Abstractions;

/// <summary>A generated pattern, and the part after the host of a link that may match it.</summary>
internal sealed record LinkPatternCase(LinkPattern Pattern, string PathAndMore);

/// <summary>Generates templates segment by segment, and links from the same segments with some changes.</summary>
internal static class LinkPatternCases
{
    private static readonly Segment[] Segments =
    [
        new("pull", "pull"),
        new("a.b-c_d", "a.b-c_d"),
        new("(x+y)*$", "(x+y)*$"),
        new("{p}", "acme", "a.b", "settings", "p%20q", "a:b@c", "x|"),
        new("{p:int}", "1", "12", "999999999"),
        new("v{p:long}", "v1", "v999999999999999999"),
        new("{p:sha}", "0123456", "ABCDEF0123456789abcdef0123456789abcdef01"),
        new("{p:name}", "app", "A-b_c.d", "..."),
        new("{p:slug}", "app", "A-b_c9"),
        new("{p:files|commits|a.b}", "files", "commits", "a.b"),
        new("{p}...{q}", "main...next", "a....b"),
        new("{*p}", "acme/app", "a", "a/pull/b", "acme/-/app"),
        new("{p:int}[-{q}]", "12-some-slug", "12", "1-2"),
        new("x[.{p:files|commits}]", "x.files", "x"),
    ];

    private static readonly Segment[] Fragments =
    [
        new("#c-{f:long}", "#c-1", "#c-123456789012"),
        new("#top", "#top"),
        new("#{f}", "#x", "#a:b", "#%C3%A9"),
        new("#L{f:int}-L{g:int}", "#L1-L20"),
        new("#{g:note-|r}{f:long}", "#note-1", "#r23"),
    ];

    private static readonly Segment[] Queries =
    [
        new("?id={i:int}", "?id=1", "?a=b&id=1", "?id=1;a=b", "?a&id=12&", "/?id=1"),
        new("?id={i:int}&a=commit", "?id=1&a=commit", "?a=commit;x=y;id=1", "?a=commit&id=999"),
        new("?t={i}&[tab={j:x|y}]", "?t=a/b%20c", "?tab=x&t=1", "?t=a&tab=y", "?t=a&tab=z", "?t=a+b&tab="),
        new("?[p=r{i:long}]", "?p=r1", "?p=r", "?x=p=r1", "?q&p=r12"),
    ];

    private static readonly string[] OddQueries =
    [
        "",
        "?",
        "?id=1&id=2",
        "?id=1&id=1",
        "?ID=1",
        "?xid=1",
        "?id",
        "?id=",
        "?id=1a",
        "?id=1#x&id=2",
        "?a=commits&id=1",
        "?t=",
        "?t=1&t=2",
        "?t=1&tab=x&tab=y",
        "?&;&id=1",
    ];

    private static readonly Gen<string> Odd = Gen.Elements(
        "0",
        "1000000000",
        "settings",
        "SETTINGS",
        "Settings",
        "A.c",
        "pulls",
        "axb",
        "abcdef",
        "a%2Fb",
        "%61bcdef0",
        "\u00E9",
        "\U0001F680",
        "a~b",
        "Files",
        "..x",
        "x" + new string('y', 100),
        "1e3",
        "%7Bp%7D",
        "$&"
    );

    private static readonly Gen<string> Suffix = Gen.Elements(
        "",
        "",
        "",
        "/",
        "?",
        "?tab=readme",
        "/?a=b/c",
        "#",
        "#c-12",
        "#top",
        "?a#b",
        "/#L1-L2",
        "#c-0",
        "#r7",
        "#a/b",
        "#a?b",
        "##",
        "?x=%23#c-7"
    );

    public static Gen<LinkPatternCase> Generator { get; } =
        from chosen in Gen.Elements(Segments).ArrayOf().Resize(5).Select(segments => segments.Take(5).ToArray())
        from fragment in Gen.Frequency(
            (2, Gen.Constant((Segment?)null)),
            (1, Gen.Elements(Fragments).Select(it => (Segment?)it))
        )
        from query in Gen.Frequency(
            (3, Gen.Constant((Segment?)null)),
            (1, Gen.Elements(Queries).Select(it => (Segment?)it))
        )
        from optional in Gen.Elements(false, true)
        from isReserved in Gen.Elements(false, true)
        let pattern = Pattern(chosen, query, fragment, optional, isReserved)
        from path in Values(chosen, optional)
        from end in fragment is null ? Suffix : Gen.Frequency((3, Gen.Elements(fragment.Samples)), (2, Suffix))
        from search in query is null
            ? Gen.Frequency((4, Gen.Constant("")), (1, Gen.Elements("/", "?a=b", "/?a")))
            : Gen.Frequency((4, Gen.Elements(query.Samples)), (1, Gen.Elements(OddQueries)))
        select new LinkPatternCase(
            pattern,
            path
                + (end.StartsWith('#') || query is not null ? search : "")
                + (query is null ? end : end.TrimStart('/', '?'))
        );

    private static LinkPattern Pattern(
        Segment[] segments,
        Segment? query,
        Segment? fragment,
        bool optional,
        bool isReserved
    )
    {
        var last = segments.Length - 1;
        var path = segments.Select((segment, i) => segment.Named(i, optional && i == last));
        var template = segments.Length == 0 ? "/" : string.Concat(path);
        var sample = segments.Length == 0 ? "/" : string.Concat(segments.Select(segment => "/" + segment.Samples[0]));
        return new LinkPattern(
            "Generated",
            template + query?.Template + fragment?.Template,
            sample + query?.Samples[0] + fragment?.Samples[0],
            isReserved ? ["settings", "a.c", "v/b", "sett*"] : null
        );
    }

    private static Gen<string> Values(Segment[] segments, bool optional) =>
        from values in Gen.CollectToArray(
            segments.Select(segment => Gen.Frequency((12, Gen.Elements(segment.Samples)), (1, Odd)))
        )
        from missing in Gen.Frequency((optional ? 1 : 6, Gen.Constant(0)), (1, Gen.Constant(1)))
        from more in Gen.Frequency((10, Gen.Constant("")), (1, Odd.Select(text => "/" + text)))
        select string.Concat(values.SkipLast(missing).Select(value => "/" + value)) + more;

    private sealed record Segment(string Template, params string[] Samples)
    {
        // Parameter names are unique in the template.
        public string Named(int index, bool optional)
        {
            var named = Template
                .Replace("{p", $"{{p{index}")
                .Replace("{*p", $"{{*p{index}")
                .Replace("{q", $"{{q{index}");
            return optional && named.StartsWith('{') ? $"[/{named}]" : $"/{named}";
        }
    }
}
