using Unfurl.WebPages.Walls;

namespace Unfurl.WebPages.Fetching;

/// <summary>What came of asking for an address: a closed set.</summary>
internal abstract record Fetched
{
    private Fetched() { }

    /// <summary>A page to read.</summary>
    /// <param name="Address">Where it was found, after redirects.</param>
    /// <param name="Body">At most <see cref="PageClient.MaxBytes"/> bytes.</param>
    /// <param name="IsCut">Whether there is more of it.</param>
    /// <param name="Charset">What the header says; null for nothing.</param>
    /// <param name="Language">What the header says; null for nothing.</param>
    public sealed record Html(Uri Address, ReadOnlyMemory<byte> Body, bool IsCut, string? Charset, string? Language)
        : Fetched;

    /// <summary>A file that is shown as it is.</summary>
    public sealed record File(Uri Address, MediaKind Kind) : Fetched;

    /// <summary>No page.</summary>
    public sealed record Not(Verdict Verdict) : Fetched;

    public static Fetched NotBecause(string reason) => new Not(new Verdict.Failed(reason));
}
