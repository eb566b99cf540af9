using System.Globalization;
using System.Text;
using Unfurl.Html;

namespace Unfurl.Tests.Html;

/// <summary>
/// Work is measured in allocated bytes, which grow with each piece that is processed and need no clock.
/// </summary>
public sealed class HostileHtmlTests
{
    public static TheoryData<string> Html =>
        [
            "<p><b id={i}>x",
            "<b id={i}>",
            "<x>",
            "</y>",
            "<div></b>",
            "<a>x",
            "<table><b>x",
            "<td>",
            "<li>",
            "<ul><li>",
            "<svg><p>",
            "<",
            "<!--",
            "&am",
            "<p a{i}=1 ",
            "<template>",
            "<del>",
            "<details><summary>x",
            "<details><video>",
            "<blockquote>",
            "<h1>x",
            "<pre>\n",
            "<script>",
            "<img alt=\"a b\">",
            "<img alt=\"",
            "<br>",
            "<!-- -->",
            "<p><strong>a</strong>:</p>",
            "<li><input type=checkbox> i have x",
            "<div class=markdown-alert>",
            "http://a?jwt=",
        ];

    public static TheoryData<string> Markdown =>
        [
            "> ",
            ">",
            "[",
            "![",
            "](",
            "*",
            "**a ",
            "_a",
            "~~",
            "`a",
            "<",
            "<a",
            "<!--",
            "&",
            "|",
            "a|\n-|\n",
            "- ",
            "  - a\n",
            "\t",
            "1. ",
            "# \n",
            "[a]: b\n",
            "[a](b) ",
            "[^1]",
            "[^1]: a\n",
            ":a",
            "\\",
            "<div>\n\n",
            "<img alt=\"",
            "**a**:\n\n",
        ];

    [Theory]
    [MemberData(nameof(Html))]
    public void Hostile_HTML_costs_no_more_than_what_is_read(string piece) =>
        CostIsBounded(piece, 64 * 1024, HtmlText.MaxHtmlLength, html => HtmlText.FromHtml(html));

    [Theory]
    [MemberData(nameof(Markdown))]
    public void Hostile_Markdown_costs_no_more_than_what_is_read(string piece) =>
        CostIsBounded(
            piece,
            HtmlText.MaxMarkdownLength / 2,
            HtmlText.MaxMarkdownLength,
            text => HtmlText.FromMarkdown(text)
        );

    private static void CostIsBounded(string piece, int sample, int limit, Action<string> read)
    {
        read(Repeated(piece, 1024));

        var some = Work(Repeated(piece, sample), read);
        var twice = Work(Repeated(piece, 2 * sample), read);
        var all = Work(Repeated(piece, limit), read);
        var beyond = Work(Repeated(piece, 2 * limit), read);

        twice.ShouldBeLessThan((3 * some) + 1_000_000, "linear in what is read");
        // A cut leaves no copy behind where the text is no longer than the limit.
        beyond.ShouldBeLessThan(all + (sizeof(char) * limit) + 1_000_000, "constant beyond the limit");
    }

    private static string Repeated(string piece, int length)
    {
        var text = new StringBuilder();
        for (var i = 0; text.Length < length; i++)
            text.Append(piece.Replace("{i}", i.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        return text.ToString(0, length);
    }

    private static long Work(string text, Action<string> read)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        read(text);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
