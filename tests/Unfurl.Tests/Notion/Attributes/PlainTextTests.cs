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
    public void A_line_keeps_readable_text(string text, string line) => PlainText.Line(text).ShouldBe(line);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \r\n\t")]
    [InlineData("\0\u202E\uD800\uFFFF")]
    [InlineData("\u200B\u2060")]
    [InlineData("\u200D")]
    [InlineData("\u3164\uFFA0\u115F\u1160\u2800")]
    [InlineData("\u0301\u0302")]
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
    public void Lines_keep_their_breaks_but_one_empty_line_at_most(string text, string lines) =>
        PlainText.Lines(text).ShouldBe(lines);

    [Theory]
    [InlineData("steps:\n  - run: build\n    with: x", "steps:\n  - run: build\n    with: x")]
    [InlineData("if x:\r\n\treturn", "if x:\n    return")]
    [InlineData("a\n\n  b   c", "a\n\n  b c")]
    [InlineData("a\n b", "a\nb")]
    [InlineData("a\n   \nb", "a\n\nb")]
    [InlineData("a\n\u3000\u00A0b", "a\nb")]
    public void Lines_keep_their_indentation(string text, string lines) => PlainText.Lines(text).ShouldBe(lines);

    [Fact]
    public void Indentation_is_limited() =>
        PlainText.Lines("a\n" + new string(' ', 1000) + "b").ShouldBe("a\n" + new string(' ', 24) + "b");

    [Fact]
    public void A_text_of_the_longest_length_stays()
    {
        var text = new string('a', PlainText.MaxLine);

        PlainText.Line(text).ShouldBe(text);
    }

    [Fact]
    public void A_longer_text_is_cut_with_an_ellipsis() =>
        PlainText.Line(new string('a', PlainText.MaxLine + 1)).ShouldBe(new string('a', PlainText.MaxLine - 1) + "…");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_cut_never_splits_a_surrogate_pair(int offset)
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

    [Fact]
    public void Excess_combining_marks_are_removed() =>
        PlainText.Line("a" + new string('\u0301', 1000) + "b").ShouldBe("a" + new string('\u0301', 8) + "b");

    [Theory]
    [InlineData("\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645")]
    [InlineData("\u05E9\u05B8\u05C1\u05DC\u05D5\u05B9\u05DD")]
    [InlineData("\u0627\u0644\u0633\u0644\u0627\u0645 \u0639\u0644\u064A\u0643\u0645")]
    [InlineData("\u0E17\u0E35\u0E48 Vi\u1EC7t e\u0302\u0323")]
    public void Scripts_keep_their_joiners_points_and_accents(string text) => PlainText.Line(text).ShouldBe(text);

    [Fact]
    public void Invisible_characters_do_not_displace_visible_ones()
    {
        PlainText.Line(new string('\u200B', 100_000) + "Title").ShouldBe("Title");
        PlainText.Line("a" + new string('\u200B', 100_000) + "b").ShouldBe("a\u200Bb");
    }

    [Theory]
    [InlineData("\U0001F468\u200D\U0001F469\u200D\U0001F467")]
    [InlineData("\U0001F1E9\U0001F1EA")]
    [InlineData("e\u0301\u0302")]
    [InlineData("\U0001F44D\U0001F3FD")]
    public void A_cut_never_splits_a_grapheme_cluster(string seenAsOne)
    {
        foreach (var offset in Enumerable.Range(0, 12))
        {
            var text = new string('a', offset) + string.Concat(Enumerable.Repeat(seenAsOne, PlainText.MaxLine));

            var line = PlainText.Line(text)!;

            line.Length.ShouldBeLessThanOrEqualTo(PlainText.MaxLine);
            line[offset..^1].Replace(seenAsOne, "", StringComparison.Ordinal).ShouldBeEmpty();
        }
    }

    [Fact]
    public void A_grapheme_cluster_longer_than_a_line_is_cut()
    {
        var line = PlainText.Line(string.Concat(Enumerable.Repeat("\U0001F468\u200D", PlainText.MaxLine)))!;

        line.Length.ShouldBeInRange(2, PlainText.MaxLine);
        line.EnumerateRunes().ShouldAllBe(rune => rune.Value != 0xFFFD);
    }
}
