namespace Unfurl.Server.Notion.Enrich.Rows;

/// <summary>A row as people are told of it.</summary>
internal sealed record ReportedRow
{
    public required string PageId { get; init; }

    /// <summary>As it stands in the row; null when there is none of a known provider.</summary>
    public string? Link { get; init; }

    /// <summary>One of <see cref="RowProblems"/>; the empty word when it is right.</summary>
    public required string State { get; init; }

    /// <summary>What to do.</summary>
    public string? Detail { get; init; }

    public DateTimeOffset? WrittenAt { get; init; }
}
