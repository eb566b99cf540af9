namespace Unfurl.Html;

/// <summary>A part of a text that begins on a line of its own.</summary>
internal abstract record Block
{
    /// <summary>Whether it stands apart from what is around it, as paragraphs do and the lines of a <c>div</c> do not.</summary>
    public bool StandsApart { get; init; }

    internal sealed record Heading(int Level, string Text) : Block;

    /// <param name="Lines">Its lines, none of them empty.</param>
    /// <param name="BeginsBold">Whether it begins with bold words that end at the line or with a colon.</param>
    /// <param name="IsEmphasis">Whether all of it is emphasis.</param>
    internal sealed record Paragraph(IReadOnlyList<string> Lines, bool BeginsBold = false, bool IsEmphasis = false)
        : Block;

    internal sealed record Code(IReadOnlyList<string> Lines) : Block;

    /// <param name="Rows">The cells of each row.</param>
    internal sealed record Table(IReadOnlyList<IReadOnlyList<string>> Rows) : Block;

    internal sealed record Items(IReadOnlyList<Item> All) : Block;

    internal sealed record Quotation(IReadOnlyList<Block> Blocks) : Block;

    /// <param name="Title">What kind of note it is, such as <c>Warning</c>.</param>
    /// <param name="Blocks">What it says.</param>
    internal sealed record Alert(string Title, IReadOnlyList<Block> Blocks) : Block;

    internal sealed record Rule : Block;

    internal sealed record Comment : Block;

    /// <param name="Marker">What stands before it: a bullet or a number.</param>
    /// <param name="IsChecked">Whether its box is checked; null when it has no box.</param>
    /// <param name="Blocks">What it says.</param>
    internal sealed record Item(string Marker, bool? IsChecked, IReadOnlyList<Block> Blocks);
}
