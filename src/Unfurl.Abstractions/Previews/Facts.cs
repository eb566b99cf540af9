namespace Unfurl.Adapters;

/// <summary>
/// What many tools say of a thing, with its type, so that a product that shows it need not read it out of texts. An adapter
/// sets what it has. A card shows each fact in a place of its own; a <see cref="Field"/> with the fact's id (in parentheses)
/// is shown instead of it, e.g. <c>closed_at</c> as <c>Merged</c>.
/// </summary>
public sealed record Facts
{
    /// <summary>What the thing is, e.g. <c>Bug</c> or <c>Comment</c> (<c>kind</c>); null if the card says it elsewhere.</summary>
    public Choice? Kind { get; init; }

    /// <summary>How urgent it is (<c>priority</c>); null for none.</summary>
    public Choice? Priority { get; init; }

    /// <summary>How much of it is done (<c>progress</c>); null if unknown.</summary>
    public Progress? Progress { get; init; }

    /// <summary>The day on which it is due, in the tool's calendar (<c>due</c>); null for none.</summary>
    public DateOnly? Due { get; init; }

    /// <summary>The day on which work on it begins, in the tool's calendar (<c>start</c>); null for none.</summary>
    public DateOnly? Start { get; init; }

    /// <summary>Who has to do it, in the tool's order; the first few are enough (<c>assignees</c>).</summary>
    public IReadOnlyList<Person> Assignees { get; init; } = [];

    /// <summary>How many assignees there are beside <see cref="Assignees"/>.</summary>
    public int MoreAssignees { get; init; }

    /// <summary>The number of comments (<c>comments</c>); null if unknown. A card shows none for zero.</summary>
    public long? Comments { get; init; }

    /// <summary>The labels or tags, in the tool's order; the first few are enough (<c>labels</c>).</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>How many labels there are beside <see cref="Labels"/>.</summary>
    public int MoreLabels { get; init; }

    /// <summary>The milestone, version or sprint that it belongs to (<c>milestone</c>); null for none.</summary>
    public string? Milestone { get; init; }

    /// <summary>When it was made (<c>created_at</c>); null if unknown.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>
    /// When it was last changed (<c>updated_at</c>); null if unknown. A card does not show it for what is closed.
    /// </summary>
    public DateTimeOffset? Updated { get; init; }

    /// <summary>When it came to an end, in whatever way (<c>closed_at</c>); null while it is open.</summary>
    public DateTimeOffset? Closed { get; init; }
}

/// <summary>How much of something is done.</summary>
/// <param name="Share">From 0 to 1; other values count as the nearest of them.</param>
/// <param name="Text">How the tool puts it, e.g. <c>3 of 5 done</c>; null for a percentage.</param>
public sealed record Progress(double Share, string? Text = null)
{
    /// <summary>From 0 to 1.</summary>
    public double Share { get; } = double.IsNaN(Share) ? 0 : Math.Clamp(Share, 0, 1);
}
