using FsCheck;
using FsCheck.Fluent;

namespace Unfurl.IntegrationTests.Notion.Unfurl;

/// <summary>Generates all spellings of a link to one resource on GitHub.</summary>
internal static class GitHubSpellings
{
    private static readonly Gen<string> Site =
        from scheme in Gen.Elements("https", "https", "http", "HTTPS", "Http")
        from www in Gen.Elements("", "", "www.", "WWW.")
        from host in Gen.Elements("github.com", "github.com", "GitHub.com", "GITHUB.COM")
        from port in Gen.Elements("", "", scheme.Equals("http", StringComparison.OrdinalIgnoreCase) ? ":80" : ":443")
        select $"{scheme}://{www}{host}{port}";

    private static readonly Gen<string> End =
        from slash in Gen.Elements("", "", "/")
        from query in Gen.Elements("", "", "?w=1", "?utm_source=notion&next=%2F..%2F", "?", "?a=/pull/9//")
        from fragment in Gen.Elements("", "", "#top", "#", "#diff-0123?x", "#%23")
        select slash + query + fragment;

    // GitHub redirects between the links of issues and pull requests.
    public static Gen<string> OfNumber(string repository, int number) =>
        Of(
            repository,
            Gen.Elements(
                $"/issues/{number}",
                $"/pull/{number}",
                $"/pull/{number}/files",
                $"/pull/{number}/commits",
                $"/pull/{number}/checks",
                $"/pull/{number}/changes"
            )
        );

    public static Gen<string> OfCommit(string repository, string sha) =>
        Of(
            repository,
            from digits in InAnyCase(sha)
            from place in Gen.Elements("/commit/", "/pull/2/commits/")
            select place + digits
        );

    public static Gen<string> OfRepository(string repository) => Of(repository, Gen.Constant(""));

    private static Gen<string> Of(string repository, Gen<string> rest) =>
        from site in Site
        from name in InAnyCase(repository)
        from git in Gen.Elements("", "", ".git")
        from more in rest
        from path in WithEscapes($"/{name}{git}{more}")
        from end in End
        select site + path + end;

    private static Gen<string> InAnyCase(string text) =>
        Gen.OneOf(
            Gen.Constant(text),
            Gen.Constant(text.ToUpperInvariant()),
            Gen.Constant(text.ToLowerInvariant()),
            EachCharacter(
                text,
                c => Gen.Elements(char.ToLowerInvariant(c), char.ToUpperInvariant(c)).Select(x => $"{x}")
            )
        );

    // Letters, digits and "- . _ ~" are equal with and without escapes (RFC 3986 §6.2.2.2).
    private static Gen<string> WithEscapes(string path) =>
        Gen.OneOf(
            Gen.Constant(path),
            EachCharacter(
                path,
                c =>
                    c == '/'
                        ? Gen.Constant("/")
                        : Gen.Frequency((8, Gen.Constant($"{c}")), (1, Gen.Elements($"%{(int)c:x2}", $"%{(int)c:X2}")))
            )
        );

    private static Gen<string> EachCharacter(string text, Func<char, Gen<string>> spell) =>
        Gen.CollectToArray(text.Select(spell)).Select(string.Concat);
}
