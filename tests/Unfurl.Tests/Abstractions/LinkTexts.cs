using FsCheck;
using FsCheck.Fluent;

namespace Unfurl.Tests.Abstractions;

/// <summary>Generates texts: from random characters to links with changes.</summary>
internal static class LinkTexts
{
    private static readonly Gen<string> Host = Gen.Elements(
        "acme.com",
        "www.acme.com",
        "www.www.acme.com",
        "GitHub.Acme.COM",
        "acme.com:443",
        "acme.com:8080",
        "acme.com.",
        "a_b.acme.com",
        "b\u00FCcher.example",
        "\u0130stanbul.example",
        "fa\u00DF.example",
        "\uFF41cme.com",
        "acme\u3002com",
        "xn--bcher-kva.example",
        "xn--a.example",
        "xn--.example",
        "-a-.example",
        "1.2.3.4",
        "1.2.3.4.5",
        "999.1.1.1",
        "0x7f.1",
        "[::1]",
        "localhost",
        "user@acme.com",
        ""
    );

    private static readonly Gen<string> Piece = Gen.Frequency(
        (
            8,
            Gen.Elements(
                "a",
                "B",
                "app",
                "12",
                "-",
                "_",
                "~",
                ".git",
                "v1...v2",
                ":",
                "@",
                "!",
                "'",
                "(",
                "$",
                "&",
                "="
            )
        ),
        (
            4,
            Gen.Elements(
                "%41",
                "%7e",
                "%2F",
                "%20",
                "%c3%a9",
                "%C3%A9",
                "%ff",
                "%FF",
                "%f0%9f%9a%80",
                "%00",
                "%e2%80%ae"
            )
        ),
        (2, Gen.Elements("%", "%4", "%zz", "%2%35", "%25", "%%41", "%5c", "[", "]", "^", "|", "`", "\"", "<", "{")),
        (
            2,
            Gen.Elements(
                "\u00E9",
                "e\u0301",
                "\u4E2D",
                "\uFF0F",
                "\uFF1F",
                "\U0001F680",
                "\uFFFF",
                "\uE000",
                "\u200B",
                "\uFDD0"
            )
        ),
        (1, Gen.Elements(".", "..", "%2e", "%2E.", "//", "\\", " ", "\0", "\u202E", "\uD800", "\uDC00"))
    );

    private static readonly Gen<string> Segment = Piece.ArrayOf().Resize(4).Select(string.Concat);

    private static readonly Gen<string> Path = Segment
        .ArrayOf()
        .Resize(5)
        .Select(segments =>
            string.Concat(segments.Where(segment => segment.Length > 0).Select(segment => "/" + segment))
        );

    private static readonly Gen<string> LinkLike =
        from scheme in Gen.Frequency(
            (8, Gen.Constant("https://")),
            (3, Gen.Elements("http://", "HTTPS://", "Http://")),
            (1, Gen.Elements("ftp://", "https:/", "https:", "//", ""))
        )
        from host in Host
        from path in Path
        from end in Gen.Elements("", "", "/", "?", "?a=b", "#", "#c", "?a#b?c", "/?a=//../", "##", "??")
        select scheme + host + path + end;

    // Mostly links.
    public static Arbitrary<string> Likely { get; } = LinkLike.ToArbitrary();

    // Links, random texts (null included), and links with random parts.
    public static Arbitrary<string> Any { get; } =
        Gen.OneOf(
                LinkLike,
                ArbMap.Default.GeneratorFor<string>(),
                from link in LinkLike
                from noise in Gen.Choose(0, 0xFFFF)
                from at in Gen.Choose(0, 100)
                select link.Insert(Math.Min(at, link.Length), ((char)noise).ToString()),
                from link in LinkLike
                from times in Gen.Choose(1, 400)
                select string.Concat(Enumerable.Repeat(link, times))
            )
            .ToArbitrary();
}
