namespace Unfurl.Benchmarks.Entries;

/// <summary>
/// The figures of a cache with many entries, written as a line of JSON. All times are in milliseconds.
/// </summary>
internal sealed record Figures
{
    public required string Token { get; init; }

    // Bytes per entry beyond its payload, as counted by the garbage collector.
    public required double OverheadBytes { get; init; }

    // The longest pause of all threads while entries were added.
    public required double LongestCollection { get; init; }

    // The longest read while entries were added.
    public required double LongestRead { get; init; }

    // The longest write.
    public required double LongestWrite { get; init; }

    // MB in a level 1 with the service's budget after as many entries, as counted by the garbage collector.
    public required double BoundedMegabytes { get; init; }

    // The highest value of its own count.
    public required double BoundedCount { get; init; }
}
