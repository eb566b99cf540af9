using Microsoft.Extensions.Caching.Memory;

namespace Unfurl.Server.Caching;

/// <summary>Answers in memory, bounded in bytes: what does not fit is not kept.</summary>
internal sealed class CopyStore : IDisposable
{
    /// <summary>Memory for copies, in bytes.</summary>
    private const long Budget = 128 * 1024 * 1024;

    /// <summary>What an entry takes besides its texts, roughly.</summary>
    private const int Overhead = 500;

    /// <summary>Long enough for anything, and no clock overflows.</summary>
    private static readonly TimeSpan LongestStay = TimeSpan.FromDays(365);

    private readonly MemoryCache _entries = new(new MemoryCacheOptions { SizeLimit = Budget });

    /// <summary>What is kept under a key, unless its time is over. Our clock decides: the memory cache has its own idea of time.</summary>
    public Kept? Get(CopyKey key, DateTimeOffset now) =>
        _entries.TryGetValue(key, out Kept? kept) && now < kept!.Until ? kept : null;

    public void Set(CopyKey key, Kept kept, DateTimeOffset now)
    {
        var stay = kept.Until - now;
        if (stay <= TimeSpan.Zero)
        {
            Remove(key);
            return;
        }
        using var entry = _entries.CreateEntry(key);
        entry.Value = kept;
        entry.Size = SizeOf(key, kept.Answer);
        entry.AbsoluteExpirationRelativeToNow = stay < LongestStay ? stay : LongestStay;
    }

    public void Remove(CopyKey key) => _entries.Remove(key);

    public void Dispose() => _entries.Dispose();

    private static long SizeOf(CopyKey key, CachedAnswer answer)
    {
        long characters = key.Link.Link.Length;
        foreach (var resource in answer.Resources)
            characters += resource.Name.Length;
        return Overhead + answer.Operations.Length + (characters * sizeof(char));
    }
}

/// <summary>Names an entry.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Account">Whose; null for the public copy.</param>
/// <param name="Link">Of which link.</param>
internal sealed record CopyKey(CopyKind Kind, string? Account, CacheKey Link)
{
    public static CopyKey Own(string account, CacheKey link) => new(CopyKind.Preview, account, link);

    public static CopyKey Public(CacheKey link) => new(CopyKind.Preview, null, link);

    public static CopyKey Negative(string account, CacheKey link) => new(CopyKind.Negative, account, link);
}

internal enum CopyKind
{
    /// <summary>A preview to show.</summary>
    Preview,

    /// <summary>A refusal or failure, remembered for a short while.</summary>
    Negative,
}

/// <summary>An answer and how long it lives.</summary>
/// <param name="Answer">The answer.</param>
/// <param name="Asked">When the provider was asked for it.</param>
/// <param name="FreshUntil">Until when it is served as it is.</param>
/// <param name="Until">Until when it may be served at all.</param>
internal sealed record Kept(CachedAnswer Answer, DateTimeOffset Asked, DateTimeOffset FreshUntil, DateTimeOffset Until);
