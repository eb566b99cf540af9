namespace Unfurl.Tests.Abstractions;

public sealed class ColorTests
{
    [Theory]
    [InlineData("8250df", 0x82, 0x50, 0xDF)]
    [InlineData("#8250df", 0x82, 0x50, 0xDF)]
    [InlineData("#8250DF", 0x82, 0x50, 0xDF)]
    [InlineData("#fff", 0xFF, 0xFF, 0xFF)]
    [InlineData("1a9", 0x11, 0xAA, 0x99)]
    [InlineData("000000", 0, 0, 0)]
    [InlineData(" #ffffff ", 0xFF, 0xFF, 0xFF)]
    public void Hexadecimal_colours_are_read(string text, byte r, byte g, byte b) =>
        Color.Parse(text).ShouldBe(new Color(r, g, b));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("#")]
    [InlineData("#ff")]
    [InlineData("#ffff")]
    [InlineData("#fffff")]
    [InlineData("#fffffff")]
    [InlineData("#ffffffff")]
    [InlineData("##ffffff")]
    [InlineData("#gggggg")]
    [InlineData("0xffff")]
    [InlineData("+fffff")]
    [InlineData("ff ff ff")]
    [InlineData("#ff#")]
    [InlineData("fffff\0")]
    [InlineData("ff\0")]
    [InlineData("\uFF11\uFF12\uFF13")]
    [InlineData("red")]
    [InlineData("rgb(1,2,3)")]
    public void Other_texts_are_not_colours(string? text) => Color.Parse(text).ShouldBeNull();
}
