using System.Text;
using System.Text.RegularExpressions;
using Unfurl.Testing;

namespace Unfurl.Tests;

/// <summary>What the Markdown pages of the repository link to is there: files, folders and headings.</summary>
public sealed partial class DocumentationTests
{
    private const int Milliseconds = 1000;

    private static readonly string Root = RepositoryRoot.Path;

    private static readonly IReadOnlyList<string> Pages =
    [
        .. Directory
            .EnumerateFiles(Root, "*.md", SearchOption.AllDirectories)
            .Where(file => !Generated().IsMatch(Path.GetRelativePath(Root, file))),
    ];

    [Fact]
    public void Every_relative_link_leads_to_a_file_or_a_heading()
    {
        var links = Pages.SelectMany(page => LinksOf(page), (page, link) => (page, link)).ToList();

        links.Count.ShouldBeGreaterThan(50);
        links
            .Where(it => !IsThere(it.page, it.link))
            .Select(it => $"{Path.GetRelativePath(Root, it.page)}: {it.link}")
            .ShouldBeEmpty();
    }

    [Fact]
    public void Every_path_that_a_page_names_is_there() =>
        Pages
            .SelectMany(
                page => RepositoryPath().Matches(TextOf(page)),
                (page, match) => (page, match.Groups["path"].Value)
            )
            .Where(it => !Path.Exists(Path.Combine(Root, it.Value)))
            .Select(it => $"{Path.GetRelativePath(Root, it.page)}: {it.Value}")
            .ShouldBeEmpty();

    [Fact]
    public void No_page_has_the_same_heading_twice() =>
        Pages
            .SelectMany(
                page => HeadingsOf(page).GroupBy(heading => heading).Where(same => same.Count() > 1),
                (page, same) => $"{Path.GetRelativePath(Root, page)}: {same.Key}"
            )
            .ShouldBeEmpty();

    [Theory]
    [InlineData("### What each event means", "what-each-event-means")]
    [InlineData("## A provider instance of the type `GitHub`", "a-provider-instance-of-the-type-github")]
    [InlineData("## RFC 6749: OAuth 2.0", "rfc-6749-oauth-20")]
    public void A_heading_has_the_anchor_that_GitHub_gives_it(string heading, string anchor) =>
        AnchorOf(heading).ShouldBe(anchor);

    private static IEnumerable<string> LinksOf(string page) =>
        Link()
            .Matches(TextOf(page))
            .Select(match => match.Groups["target"].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal));

    private static bool IsThere(string page, string link)
    {
        var (path, anchor) = link.Split('#') is [var before, var after] ? (before, after) : (link, null);
        var target = path.Length == 0 ? page : Path.GetFullPath(path, Path.GetDirectoryName(page)!);
        return anchor is null
            ? Path.Exists(target)
            : File.Exists(target) && HeadingsOf(target).Select(AnchorOf).Contains(anchor);
    }

    private static IEnumerable<string> HeadingsOf(string page) =>
        TextOf(page).Split('\n').Where(line => line.StartsWith('#'));

    // Lower case, spaces as hyphens, without any other character than letters, digits, hyphens and underscores.
    private static string AnchorOf(string heading)
    {
        var anchor = new StringBuilder();
        foreach (var c in heading.TrimStart('#').Trim().ToLowerInvariant())
        {
            if (char.IsLetterOrDigit(c) || c is '-' or '_')
                anchor.Append(c);
            else if (c == ' ')
                anchor.Append('-');
        }
        return anchor.ToString();
    }

    // Without blocks of code, whose comments look like headings.
    private static string TextOf(string page) => Code().Replace(File.ReadAllText(page), "");

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, Milliseconds)]
    private static partial Regex Link();

    [GeneratedRegex(
        @"`(?<path>(src|tests|docs)/[\w./-]+\.(cs|cshtml|csproj|md))`",
        RegexOptions.ExplicitCapture,
        Milliseconds
    )]
    private static partial Regex RepositoryPath();

    [GeneratedRegex(@"^ *```.*?^ *```", RegexOptions.Multiline | RegexOptions.Singleline, Milliseconds)]
    private static partial Regex Code();

    [GeneratedRegex(
        @"(^|[\\/])(bin|obj|out|node_modules|Bodies|\.[^\\/]*)[\\/]",
        RegexOptions.ExplicitCapture,
        Milliseconds
    )]
    private static partial Regex Generated();
}
