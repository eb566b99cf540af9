namespace Unfurl.Html;

/// <summary>A part of a text that begins on a line of its own.</summary>
internal abstract record Block
{
    // An empty line separates it from its neighbours, as it does paragraphs but not the lines of a "div".
    public bool StandsApart { get; init; }

    internal sealed record Heading(int Level, string Text) : Block;

    // No line is empty. "BeginsBold" means that the first line, or its part before a colon, is bold.
    internal sealed record Paragraph(IReadOnlyList<string> Lines, bool BeginsBold = false, bool IsEmphasis = false)
        : Block;

    internal sealed record Code(IReadOnlyList<string> Lines) : Block;

    internal sealed record Table(IReadOnlyList<IReadOnlyList<string>> Rows) : Block;

    internal sealed record Items(IReadOnlyList<Item> All) : Block;

    internal sealed record Quotation(IReadOnlyList<Block> Blocks) : Block;

    // The title is the kind, such as "Warning".
    internal sealed record Alert(string Title, IReadOnlyList<Block> Blocks) : Block;

    internal sealed record Rule : Block;

    internal sealed record Comment : Block;

    // The marker is a bullet or a number. "IsChecked" is null if the item has no checkbox.
    internal sealed record Item(string Marker, bool? IsChecked, IReadOnlyList<Block> Blocks);
}
