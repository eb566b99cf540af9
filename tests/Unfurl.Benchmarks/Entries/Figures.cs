namespace Unfurl.Benchmarks.Entries;

/// <summary>What a cache with many entries tells of itself, in one line of JSON.</summary>
internal sealed record Figures
{
    /// <summary>For whoever asks.</summary>
    public required string Token { get; init; }

    /// <summary>What the collector counts for an entry beyond its payload, in bytes.</summary>
    public required double OverheadBytes { get; init; }

    /// <summary>The longest that the runtime held all threads while the entries came, in milliseconds; so are the other times.</summary>
    public required double LongestCollection { get; init; }

    /// <summary>The longest that somebody waited who read all the while.</summary>
    public required double LongestRead { get; init; }

    /// <summary>The longest that an entry took to be kept.</summary>
    public required double LongestWrite { get; init; }

    /// <summary>What a level 1 with the service's budget holds after as many entries, in MB as the collector counts.</summary>
    public required double BoundedMegabytes { get; init; }

    /// <summary>The same by its own count, at most, while they came.</summary>
    public required double BoundedCount { get; init; }
}
