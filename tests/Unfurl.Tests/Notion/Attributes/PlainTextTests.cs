using Unfurl.Notion.Attributes;

namespace Unfurl.Tests.Notion.Attributes;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("Fix  the\tleak\r\nnow", "Fix the leak now")]
    [InlineData("  a  ", "a")]
    [InlineData("a\u2028b\u00A0c\u3000d\u0085e", "a b c d e")]
    [InlineData("a\0b\u001bc\u007f", "abc")]
    [InlineData("a\u202Eb\u2066c\u2069d\u200Fe\u061C", "abcde")]
    [InlineData("\uFEFFa\uFFFEb\uFFFFc\uFDD0d\uFDEFe", "abcde")]
    [InlineData("a\uD800b\uDC00c", "abc")]
    [InlineData("\U0001F468\u200D\U0001F469 \U0001F680", "\U0001F468\u200D\U0001F469 \U0001F680")]
    [InlineData("<b>*x*</b> &amp;", "<b>*x*</b> &amp;")]
    public void A_line_keeps_what_can_be_read(string text, string line)
    {
        PlainText.Line(text).ShouldBe(line);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \r\n\t")]
    [InlineData("\0\u202E\uD800\uFFFF")]
    [InlineData("\u200B\u2060")]
    [InlineData("\u200D")]
    public void Nothing_to_read_is_null(string? text)
    {
        PlainText.Line(text).ShouldBeNull();
        PlainText.Lines(text).ShouldBeNull();
    }

    [Theory]
    [InlineData("a\nb", "a\nb")]
    [InlineData("a\r\n\r\n\r\nb", "a\n\nb")]
    [InlineData("a \n \n \n b", "a\n\nb")]
    [InlineData("\n\na\n\n", "a")]
    public void Lines_keep_their_breaks_but_one_empty_line_at_most(string text, string lines)
    {
        PlainText.Lines(text).ShouldBe(lines);
    }

    [Fact]
    public void A_text_of_the_longest_length_stays()
    {
        var text = new string('a', PlainText.MaxLine);

        PlainText.Line(text).ShouldBe(text);
    }

    [Fact]
    public void A_longer_text_is_cut_with_an_ellipsis()
    {
        PlainText.Line(new string('a', PlainText.MaxLine + 1)).ShouldBe(new string('a', PlainText.MaxLine - 1) + "…");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_cut_never_parts_a_character(int offset)
    {
        var text = new string('a', offset) + string.Concat(Enumerable.Repeat("\U0001F680", PlainText.MaxLine));

        var line = PlainText.Line(text)!;

        line.Length.ShouldBeLessThanOrEqualTo(PlainText.MaxLine);
        line.EnumerateRunes().ShouldAllBe(rune => rune.Value != 0xFFFD);
    }

    [Fact]
    public void White_space_at_the_end_is_no_reason_to_cut()
    {
        var text = new string('a', PlainText.MaxLine);

        PlainText.Line(text + "   ").ShouldBe(text);
    }
}
