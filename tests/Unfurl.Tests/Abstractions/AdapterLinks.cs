using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Unfurl.Tests.Abstractions;

/// <summary>
/// Generates texts similar to the links of a kind: its sample with one or two changes, in one of many spellings.
/// </summary>
internal static class AdapterLinks
{
    public const string Host = "code.acme.com";

    // Inserted into a path, or in place of a segment.
    private static readonly string[] Segments =
    [
        "pull",
        "pulls",
        "issues",
        "commit",
        "commits",
        "files",
        "checks",
        "changes",
        "new",
        "0",
        "1",
        "012",
        "999999999",
        "1000000000",
        "99999999999999999999",
        "-1",
        "+1",
        "1e3",
        "\u0661",
        "\uFF11",
        "6dcb09b",
        "6dcb09",
        "6DCB09B5B57875F334F61AEBED695E2E4193DB5E",
        "6dcb09b5b57875f334f61aebed695e2e4193db5e0",
        "a",
        "A_b.C-9",
        "app.git",
        ".git",
        "...",
        ".",
        "..",
        "a b",
        "a+b",
        "a~b",
        "a@b",
        "a:b",
        "a|b",
        "a$&b",
        "(a)",
        "%61",
        "%2e%2E",
        "%2F",
        "%00",
        "100%",
        "caf\u00E9",
        "caf%C3%A9",
        "\U0001F680",
        "\u202Eppa",
        "a\\b",
        "a\tb",
        "a\nb",
        "a\u2028b",
        "",
        new string('n', 100),
        new string('n', 101),
    ];

    private static readonly Gen<string> Site = Gen.Frequency(
        (12, Gen.Constant($"https://{Host}")),
        (
            1,
            Gen.Elements(
                $"http://{Host}",
                $"HTTPS://{Host}",
                $"https://{Host.ToUpperInvariant()}",
                $"https://www.{Host}",
                $"https://{Host}:443",
                $"https://{Host}:8443",
                $"https://{Host}.",
                $"https://me@{Host}",
                $"https://{Host}.evil.example",
                $"https://evil.example/{Host}",
                $"https://x{Host}",
                $"https:/{Host}",
                $" https://{Host}",
                Host
            )
        )
    );

    private static readonly Gen<string> Suffix = Gen.Frequency(
        (6, Gen.Constant("")),
        (
            5,
            Gen.Elements(
                "/",
                "//",
                "?",
                "?w=1",
                "/?w=1&a=/b/c",
                "#",
                "#top",
                "#%41",
                "#a#b",
                "?a#b/c?d",
                "?a b",
                "?\u00E9",
                "#\u00E9",
                "#caf%C3%A9",
                "\n",
                "?\n",
                " "
            )
        )
    );

    public static Gen<string> Of(LinkPattern pattern)
    {
        var (path, fragment) = (pattern.Sample.Split('#')[0], pattern.Sample.Contains('#'));
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var own = fragment ? Gen.Constant(pattern.Sample[path.Length..]) : Gen.Constant("");
        return from site in Site
            from changed in Changed(segments)
            from query in Gen.Frequency((5, Gen.Constant("")), (1, Gen.Elements("?w=1", "/", "/?w")))
            from end in Gen.Frequency((fragment ? 3 : 0, own.Select(text => query + text)), (2, Suffix))
            select $"{site}{string.Concat(changed.Select(segment => $"/{segment}"))}{end}";
    }

    // Links of the maximum length that start like one of the kind and repeat its parts.
    public static IEnumerable<string> Longest(LinkPattern pattern)
    {
        foreach (var filling in (string[])["a", "1", ".", "-", "/a", "...", "%41", "#a", "?a", "a.b-c_"])
        {
            var start = $"https://{Host}{pattern.Sample}";
            var text = start + string.Concat(Enumerable.Repeat(filling, Link.MaxLength / filling.Length));
            yield return text[..(Link.MaxLength - 5)].TrimEnd('%', '/', '.') + "~";
            yield return $"https://{Host}/{string.Concat(Enumerable.Repeat(filling, 300)).TrimStart('/')}~";
        }
    }

    // The JavaScript expression accepts these texts, which are not links.
    public static bool HasInvalidCharacters(string text) =>
        text.Length > Link.MaxLength
        || text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '\\' or '\u202E')
        // Half a character, where a query may have anything.
        || text.EnumerateRunes().Any(rune => rune == Rune.ReplacementChar)
        || text.Split('?', '#')[0]
            .Split('/')
            .Skip(3)
            .Any(segment => segment.Replace("%2e", ".", StringComparison.OrdinalIgnoreCase) is "" or "." or "..");

    private static Gen<string[]> Changed(string[] segments) =>
        from times in Gen.Frequency((3, Gen.Constant(0)), (6, Gen.Constant(1)), (2, Gen.Constant(2)))
        from changes in Gen.CollectToArray(Enumerable.Repeat(Change, times))
        select changes.Aggregate(segments, (before, change) => change(before));

    private static Gen<Func<string[], string[]>> Change =>
        from kind in Gen.Frequency(
            (6, Gen.Constant(0)),
            (2, Gen.Constant(1)),
            (1, Gen.Constant(2)),
            (2, Gen.Constant(3))
        )
        from place in Gen.Choose(0, 9)
        from segment in Gen.Elements(Segments)
        select (Func<string[], string[]>)(
            before =>
            {
                var at = before.Length == 0 ? 0 : place % before.Length;
                return kind switch
                {
                    0 when before.Length > 0 => [.. before[..at], segment, .. before[(at + 1)..]],
                    2 when before.Length > 0 => [.. before[..at], .. before[(at + 1)..]],
                    3 when before.Length > 0 => [.. before[..at], Respelled(before[at]), .. before[(at + 1)..]],
                    _ => [.. before, segment],
                };
            }
        );

    private static string Respelled(string segment) =>
        segment.Length == 0 ? "" : $"{segment[..^1]}%{(int)segment[^1]:x2}";
}
