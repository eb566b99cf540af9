using System.Collections.Frozen;

namespace Unfurl.Adapters;

/// <summary>The kinds of link of one adapter, in its order. It costs little more to have many of them.</summary>
public sealed class LinkKinds
{
    private const int BitsPerWord = 64;

    // The longest sets of kinds that are made on the stack.
    private const int MaxWords = 16;

    private readonly LinkKind[] _kinds;
    private readonly ulong[] _always;
    private readonly FrozenDictionary<string, ulong[]>.AlternateLookup<ReadOnlySpan<char>> _bySegment;

    /// <summary>Creates the table.</summary>
    /// <param name="kinds">The kinds, the most specific first.</param>
    public LinkKinds(IReadOnlyList<LinkKind> kinds)
    {
        _kinds = [.. kinds];
        _always = new ulong[(_kinds.Length + BitsPerWord - 1) / BitsPerWord];
        var bySegment = new Dictionary<string, ulong[]>(StringComparer.Ordinal);
        for (var i = 0; i < _kinds.Length; i++)
        {
            var set = _always;
            if (_kinds[i].Pattern.FixedSegment is { } segment && !bySegment.TryGetValue(segment, out set))
                bySegment.Add(segment, set = new ulong[_always.Length]);
            set![i / BitsPerWord] |= 1UL << (i % BitsPerWord);
        }
        _bySegment = bySegment.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Finds the kind of a link.</summary>
    /// <param name="link">The link.</param>
    /// <param name="kind">The kind; null without a match.</param>
    /// <returns>The match of the first kind that matches, because adapters list the most specific first; null without one.</returns>
    public LinkMatch? Match(Link link, out LinkKind? kind)
    {
        Span<ulong> candidates =
            _always.Length <= MaxWords ? stackalloc ulong[_always.Length] : new ulong[_always.Length];
        _always.CopyTo(candidates);
        foreach (var segment in link.Path.AsSpan().Split('/'))
        {
            if (!_bySegment.TryGetValue(link.Path.AsSpan(segment), out var set))
                continue;
            for (var word = 0; word < set.Length; word++)
                candidates[word] |= set[word];
        }
        for (var word = 0; word < candidates.Length; word++)
        for (var left = candidates[word]; left != 0; left &= left - 1)
        {
            kind = _kinds[(word * BitsPerWord) + int.CreateTruncating(ulong.TrailingZeroCount(left))];
            if (kind.Pattern.Match(link) is { } match)
                return match;
        }
        kind = null;
        return null;
    }
}
