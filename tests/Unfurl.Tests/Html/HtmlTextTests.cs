using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Unfurl.Html;

namespace Unfurl.Tests.Html;

public sealed class HtmlTextTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \r\n\t ")]
    [InlineData("<!-- nothing -->")]
    [InlineData("[1]: https://example.com")]
    [InlineData("```\n```")]
    [InlineData("- [ ]")]
    [InlineData("###")]
    public void An_unfilled_template_has_no_text(string? markdown) => HtmlText.FromMarkdown(markdown).ShouldBeNull();

    [Theory]
    [InlineData("<p></p>")]
    [InlineData("<script>a()</script><style>b</style><title>c</title>")]
    [InlineData("<table><tr><td></td></tr></table>")]
    [InlineData("<blockquote></blockquote><hr><ul><li></ul>")]
    [InlineData("<h2>Only a heading</h2>")]
    [InlineData("<a href=\"https://ci.example\"><img alt=\"Build\" src=\"https://ci.example/badge.svg\"></a>")]
    [InlineData("<del>all of it</del>")]
    [InlineData("<!--")]
    public void HTML_without_words_has_no_text(string html) => HtmlText.FromHtml(html).ShouldBeNull();

    [Theory]
    [InlineData("<img src=a.png>", "1 picture")]
    [InlineData(
        "<img alt=image src=a.png><p><img alt='Screen Shot 2024-05-01 at 10.12.13 AM' src=b.png>",
        "2 pictures"
    )]
    [InlineData("<video></video><video></video>", "2 videos")]
    [InlineData("<video></video><img alt=IMG_0001.PNG src=c.png>", "2 pictures and videos")]
    public void A_text_of_pictures_alone_counts_them(string html, string text) =>
        HtmlText.FromHtml(html).ShouldBe(text);

    [Theory]
    [InlineData("Bildschirmfoto 2024-05-01 um 10.12.13")]
    [InlineData("Capture d’écran 2024-05-01 à 10.12.13")]
    [InlineData("スクリーンショット 2024-05-01 10.12.13")]
    [InlineData("截屏2024-05-01 10.12.13")]
    [InlineData("Pasted image 20240501101213.png")]
    [InlineData("CleanShot 2024-05-01 at 10 12 13@2x")]
    [InlineData("screenshot_1.jpg")]
    [InlineData("0a1b2c3d-1111-4222-8333-444455556666")]
    [InlineData("Image")]
    public void The_name_of_a_pasted_picture_is_not_shown(string name) =>
        HtmlText.FromHtml($"<p>See <img alt=\"{name}\" src=\"a.png\">.</p>").ShouldBe("See .");

    [Theory]
    [InlineData("The red button")]
    [InlineData("Stack trace of the crash")]
    [InlineData("图表")]
    [InlineData("Sales")]
    [InlineData("Screenshot of the login page")]
    public void Words_about_a_picture_are_shown(string words) =>
        HtmlText.FromHtml($"<p><img alt=\"{words}\" src=\"a.png\"></p>").ShouldBe(words);

    [Theory]
    [InlineData("<table><td>a<td>b</table>", "a | b")]
    [InlineData("<TABLE><TR><TH>a</TH><TD>b</TD></TR></TABLE>", "a | b")]
    [InlineData("<table><caption>Sizes</caption><colgroup><col></colgroup><tr><td>a<td>b</table>", "Sizes\n\na | b")]
    [InlineData("<table><tr><td>a<td><ul><li>b<li>c</ul></table>", "a | • b • c")]
    [InlineData("<table>lost?<tr>and?<td>a<td>b</table>", "lost?and?\n\na | b")]
    [InlineData("<x-table><table role=table><tbody><tr><td><x-y>a</x-y><td>b</table></x-table>", "a | b")]
    [InlineData("<table><tr><td></td><td><img alt='passed' src='a.svg'></td></tr><tr><td>a<td>b</table>", "a | b")]
    public void Cells_of_a_table_stay_apart(string html, string text) => HtmlText.FromHtml(html).ShouldBe(text);

    [Theory]
    [InlineData(10, "one two three", "one two…")]
    [InlineData(13, "one two three", "one two three")]
    [InlineData(5, "unbreakable", "unbr…")]
    [InlineData(4, "👨‍👩‍👧👨‍👩‍👧", "…")]
    [InlineData(1, "ab", "…")]
    public void An_excerpt_ends_with_a_word_or_a_grapheme_cluster(int maxLength, string text, string excerpt)
    {
        HtmlText.FromText(text, maxLength).ShouldBe(excerpt);
        HtmlText.FromHtml($"<p>{text}</p>", maxLength).ShouldBe(excerpt);
    }

    [Fact]
    public void Text_beyond_the_limit_is_not_read()
    {
        var html = $"<p>Shown.</p><!--{new string('x', HtmlText.MaxHtmlLength)}--><p>Beyond.</p>";

        HtmlText.FromHtml(html).ShouldBe("Shown.");
    }

    [Fact]
    public void Reading_can_be_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Should.Throw<OperationCanceledException>(() =>
            HtmlText.FromHtml("<p>a</p>", cancellationToken: cancelled.Token)
        );
        Should.Throw<OperationCanceledException>(() => HtmlText.FromMarkdown("a", cancellationToken: cancelled.Token));
    }

    [Theory]
    [InlineData("div")]
    [InlineData("blockquote")]
    [InlineData("b")]
    [InlineData("details")]
    [InlineData("unknown")]
    public void Words_nested_at_any_depth_are_shown(string element)
    {
        var nested = string.Concat(Enumerable.Repeat($"<{element}>", 5000));

        HtmlText.FromHtml($"{nested}deep").ShouldNotBeNull().ShouldContain("deep");
        HtmlText.FromMarkdown($"{string.Concat(Enumerable.Repeat("> ", 5000))}deep").ShouldNotBeNull();
    }

    [Theory]
    [InlineData("https://private-user-images.githubusercontent.com/1/a.png?jwt=eyJh.b-c.d_e")]
    [InlineData("https://x.example/a?b=1&JWT=eyJh")]
    [InlineData("https://s3.example/a?X-Amz-Credential=k&X-Amz-Signature=eyJh")]
    [InlineData("https://store.example/a?sv=1&sig=eyJh%2B")]
    public void A_signed_address_loses_its_signature(string address)
    {
        var text = HtmlText.FromText($"See {address} and <{address}>.").ShouldNotBeNull();

        text.ShouldNotContain("eyJh");
        text.ShouldContain(new Uri(address).GetLeftPart(UriPartial.Path));
        text.ShouldEndWith(">.");
    }

    [Fact]
    public void Any_text_becomes_a_bounded_text() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(1000),
            Prop.ForAll(
                Arb.From(Written),
                written =>
                    new[] { HtmlText.FromMarkdown(written, 200), HtmlText.FromHtml(written, 200) }.All(text =>
                        text is null || (text.Trim().Length > 0 && text.Length <= 200)
                    )
            )
        );

    [Fact]
    public void Words_survive_all_marks_around_them() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(500),
            Prop.ForAll(
                Arb.From(Gen.Elements("", "# ", "> ", "- ", "1. ", "- [x] ", "- [ ] ", "**", "[", "![", "`", "|")),
                Arb.From(Gen.Elements("", "\n", "\n\n", "  \n", "**", "](x)", "`", "\n---\n", "\n- [ ] a\n")),
                (before, after) =>
                    HtmlText.FromMarkdown($"Before.\n\n{before}my own words{after}\nLast.")!.Contains("my own words")
            )
        );

    // Without headings, which are omitted if nothing stands below them.
    [Fact]
    public void Words_survive_all_elements_around_them()
    {
        var elements = Gen.Elements(
            "p div b i a code span ul ol li table tr td th blockquote details summary pre sup q dl dd x-y".Split(' ')
        );
        var tags = elements.SelectMany(name => Gen.Elements($"<{name}>", $"</{name}>", $"<{name}/>")).ListOf();

        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(3000),
            Prop.ForAll(
                Arb.From(tags.Select(string.Concat)),
                Arb.From(tags.Select(string.Concat)),
                (before, after) =>
                    HtmlText
                        .FromHtml($"<p>Before.</p>{before}my own words{after}<p>Last.</p>")!
                        .Contains("my own words")
            )
        );
    }

    [Fact]
    public void Numbers_of_a_list_are_counted_up() =>
        HtmlText
            .FromHtml($"<ol start={int.MaxValue.ToString(CultureInfo.InvariantCulture)}><li>a<li>b</ol>")
            .ShouldBe("2147483647. a\n2147483648. b");

    // Pieces of Markdown and HTML in any order, and anything else.
    private static Gen<string> Written =>
        Gen.Elements(
                """
                <!--;-->;<!-;<div>;</div>;<details>;<summary>;<script>;</script;<img alt=";<br/>;&lt;;&#0;&;*;**;_;~~;`;```;
                [;];(;);![;[^1];[x];- ;- [ ] ;- [x] ;1. ;> ;> [!NOTE];# ;## Checklist;|;|-|;---;***;:;\\;_No response_;
                http://a.b;@me;#12;:tada:;word;I have ;\ud800;\0;\u202e;é;😀;<table>;<td>;<li>;<svg>;<video>;<pre>;<q>
                """.Split([';', '\n', '\r'])
            )
            .Or(Gen.Elements("\n", "\n\n", "\r\n", " ", "    ", "\t"))
            .Or(ArbMap.Default.GeneratorFor<string>().Where(text => text is not null))
            .ListOf()
            .Select(string.Concat);
}
