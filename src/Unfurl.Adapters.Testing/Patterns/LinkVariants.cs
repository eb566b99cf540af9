namespace Unfurl.Adapters.Testing.Patterns;

/// <summary>Texts like the sample of a kind, with one change each.</summary>
internal static class LinkVariants
{
    // Put in place of a segment, and after it.
    private static readonly string[] Segments =
    [
        "new",
        "0",
        "1",
        "012",
        "999999999",
        "1000000000",
        "99999999999999999999",
        "-1",
        "1e3",
        "\u0661",
        "6dcb09b",
        "6DCB09B5B57875F334F61AEBED695E2E4193DB5E",
        "A_b.C-9",
        ".git",
        "...",
        ".",
        "..",
        "a+b",
        "a~b",
        "a@b",
        "a:b",
        "a|b",
        "(a)",
        "%61",
        "%2e%2E",
        "%2F",
        "%00",
        "100%",
        "caf\u00E9",
        "caf%C3%A9",
        "\U0001F680",
        "",
        new string('n', 101),
    ];

    private static readonly string[] Fillings = ["a", "1", "/a", "a.b-c_", "%41"];

    public static IEnumerable<string> Of(string host, LinkPattern pattern)
    {
        var (path, query, fragment) = Split(pattern.Sample);
        var site = $"https://{host}";
        yield return site + pattern.Sample;
        foreach (var changed in Paths(path))
            yield return $"{site}{changed}{query}{fragment}";
        foreach (var changed in Queries(query))
            yield return $"{site}{path}{changed}{fragment}";
        foreach (
            var changed in (string[])["", "#", "#top", "#%41", "#a#b", "#caf\u00E9", $"{fragment}0", $"{fragment}/1"]
        )
            yield return $"{site}{path}{query}{changed}";
        foreach (
            var other in (string[])
                [
                    $"http://{host}",
                    $"HTTPS://{host.ToUpperInvariant()}",
                    $"https://www.{host}",
                    $"https://{host}:443",
                    $"https://{host}:8443",
                    $"https://x{host}",
                    $"https://{host}.evil.example",
                    $"https://evil.example/{host}",
                ]
        )
            yield return other + pattern.Sample;
        foreach (var filling in Fillings)
        {
            var start = $"{site}{path}{string.Concat(Enumerable.Repeat(filling, Link.MaxLength / filling.Length))}";
            yield return $"{start[..(Link.MaxLength - 10)].TrimEnd('%', '/', '.')}~";
        }
    }

    public static (string Path, string Query, string Fragment) Split(string sample)
    {
        var hash = sample.IndexOf('#');
        var (rest, fragment) = hash < 0 ? (sample, "") : (sample[..hash], sample[hash..]);
        var mark = rest.IndexOf('?');
        return mark < 0 ? (rest, "", fragment) : (rest[..mark], rest[mark..], fragment);
    }

    private static IEnumerable<string> Paths(string path)
    {
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < segments.Length; i++)
        {
            var (before, after) = (segments[..i], segments[(i + 1)..]);
            yield return Joined([.. before, .. after]);
            yield return Joined([.. before, segments[i].ToUpperInvariant(), .. after]);
            yield return Joined([.. before, $"{segments[i][..^1]}%{(int)segments[i][^1]:x2}", .. after]);
            foreach (var segment in Segments)
                yield return Joined([.. before, segment, .. after]);
        }
        foreach (var segment in Segments)
            yield return Joined([.. segments, segment]);
        yield return Joined(["prefix", .. segments]);
        yield return $"{path}/";
    }

    private static string[] Queries(string query) =>
        query.Length == 0
            ? ["?", "?w=1", "/?w=1&a=/b/c", "?a=\u00E9", "?a#b/c?d"]
            :
            [
                "",
                "?",
                "?w=1",
                $"{query}&w=1",
                $"?w=1&{query[1..]}",
                $"?w=1;{query[1..]}",
                $"{query}&{query[1..]}",
                $"{query}%20a",
                $"{query}+a",
                $"/{query}",
            ];

    private static string Joined(string[] segments) =>
        segments.Length == 0 ? "/" : string.Concat(segments.Select(segment => $"/{segment}"));
}
