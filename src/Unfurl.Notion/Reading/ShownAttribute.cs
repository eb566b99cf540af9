namespace Unfurl.Notion.Reading;

/// <summary>An attribute as it was read; sub-type and section in Notion's words.</summary>
public sealed record ShownAttribute(string Id, string Name, string SubType, string Section)
{
    /// <summary>The text, word, date or datetime; null for colours and embeds.</summary>
    public string? Value { get; init; }

    /// <summary>A colour as <c>#rrggbb</c>: of sub-type color, or beside an enum's word.</summary>
    public string? Color { get; init; }

    /// <summary>The <c>src_url</c> of an embed.</summary>
    public string? Source { get; init; }
}

/// <summary>An error operation.</summary>
public sealed record ShownError(int Status, string Message);
