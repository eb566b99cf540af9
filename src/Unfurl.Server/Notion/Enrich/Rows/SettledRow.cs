using Unfurl.Server.Previews;
using Unfurl.Server.Tracking;

namespace Unfurl.Server.Notion.Enrich.Rows;

/// <summary>How a row stands after it was looked at.</summary>
internal sealed record SettledRow
{
    public required string PageId { get; init; }
    public string? Link { get; init; }
    public long? Seen { get; init; }
    public IReadOnlyDictionary<string, long>? Written { get; init; }
    public string? Problem { get; init; }

    /// <summary>For people, what to do.</summary>
    public string? ProblemDetail { get; init; }
    public bool IsWritten { get; init; }

    /// <summary>Which link is shown and followed; null when none is.</summary>
    public ShownLink? Shown { get; init; }
}

/// <param name="Content">A hash of the answer that the row shows.</param>
/// <param name="Resources">What it shows; null for a refusal.</param>
internal sealed record ShownLink(MatchedLink Link, long? Content, ResourceNames? Resources);
