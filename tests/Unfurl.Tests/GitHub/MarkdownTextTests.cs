using FsCheck;
using FsCheck.Fluent;
using Unfurl.GitHub.Cards;

namespace Unfurl.Tests.GitHub;

/// <summary>
/// <c>Bodies/table.md</c> is the Markdown, <c>table.txt</c> the text on the card. A new case is two files.
/// </summary>
public sealed class MarkdownTextTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "GitHub", "Bodies");

    public static TheoryData<string> Names =>
        [.. Directory.EnumerateFiles(Folder, "*.md").Select(file => Path.GetFileNameWithoutExtension(file)).Order()];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Markdown_becomes_plain_text(string name)
    {
        var written = await File.ReadAllTextAsync(Path.Combine(Folder, name + ".md"));
        var expected = await File.ReadAllTextAsync(Path.Combine(Folder, name + ".txt"));

        (MarkdownText.ToPlainText(written) ?? "").ShouldBe(expected.TrimEnd('\n'));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \r\n\t ")]
    [InlineData("<!-- nothing -->")]
    [InlineData("[1]: https://example.com")]
    [InlineData("```\n```")]
    [InlineData("- [ ]")]
    [InlineData("![](a.png)")]
    [InlineData("###")]
    public void An_unfilled_template_has_no_body(string? written) => MarkdownText.ToPlainText(written).ShouldBeNull();

    [Fact]
    public void Any_text_becomes_a_bounded_text_without_comments() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(1000),
            Prop.ForAll(
                Arb.From(Written),
                written =>
                {
                    var text = MarkdownText.ToPlainText(written);
                    return text is null
                        || (text.Trim().Length > 0 && text.Length <= 4 * written.Length && !text.Contains("<!--"));
                }
            )
        );

    // Only comments are hidden, and no text of an author is within one.
    [Fact]
    public void Words_survive_whatever_stands_around_them() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(500),
            Prop.ForAll(
                Arb.From(
                    Gen.Elements("", "# ", "> ", "- ", "1. ", "- [x] ", "- [ ] ", "**", "[", "![", "`", "~~", "|")
                ),
                Arb.From(Gen.Elements("", "\n", "\n\n", "  \n", "**", "](x)", "`", "~~", "\n---\n", "\n- [ ] a\n")),
                (before, after) =>
                    MarkdownText.ToPlainText($"Before.\n\n{before}my own words{after}\nLast.")!.Contains("my own words")
            )
        );

    [Theory]
    [InlineData("> ")]
    [InlineData(">")]
    [InlineData("[")]
    [InlineData("![")]
    [InlineData("](")]
    [InlineData("*")]
    [InlineData("**a ")]
    [InlineData("_a")]
    [InlineData("~~")]
    [InlineData("`a")]
    [InlineData("<")]
    [InlineData("<a")]
    [InlineData("<!--")]
    [InlineData("&")]
    [InlineData("|")]
    [InlineData("a|\n-|\n")]
    [InlineData("- ")]
    [InlineData("  - a\n")]
    [InlineData("\t")]
    [InlineData("1. ")]
    [InlineData("# \n")]
    [InlineData("[a]: b\n")]
    [InlineData("[a](b) ")]
    [InlineData("\\")]
    [InlineData("<div>\n\n")]
    [InlineData("<img alt=\"")]
    [InlineData("**a**:\n\n")]
    public void Hostile_repetition_costs_no_more_than_the_part_that_is_read(string piece)
    {
        string Repeated(int length) => string.Concat(Enumerable.Repeat(piece, length / piece.Length));
        MarkdownText.ToPlainText(Repeated(1024));

        var half = Work(Repeated(MarkdownText.MaxInputLength / 2));
        var all = Work(Repeated(MarkdownText.MaxInputLength));
        var beyond = Work(Repeated(64 * MarkdownText.MaxInputLength));

        all.ShouldBeLessThan((3 * half) + 1_000_000, "linear in what is read");
        beyond.ShouldBeLessThan(all + 1_000_000, "constant beyond it");
    }

    // Allocated bytes grow with the work and need no clock.
    private static long Work(string written)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        MarkdownText.ToPlainText(written);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    // Pieces of Markdown and HTML in any order, and random texts.
    private static Gen<string> Written =>
        Gen.Elements(
                """
                <!--;-->;<!-;<div>;</div>;<details>;<summary>;<script>;</script;<img alt=";<br/>;&lt;;&#0;&;*;**;_;~~;`;```;
                [;];(;);![;[^1];[x];- ;- [ ] ;- [x] ;1. ;> ;> [!NOTE];# ;## Checklist;|;|-|;---;***;:;\\;_No response_;
                http://a.b;@me;#12;:tada:;word;I have ;\ud800;\0;\u202e;é;😀
                """.Split([';', '\n', '\r'])
            )
            .Or(Gen.Elements("\n", "\n\n", "\r\n", " ", "    ", "\t"))
            .Or(ArbMap.Default.GeneratorFor<string>().Where(text => text is not null))
            .ListOf()
            .Select(string.Concat);
}
