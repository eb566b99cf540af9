namespace Unfurl.Server.Providers;

/// <summary>
/// An adapter's kinds of link, found by the fixed words of their paths. However many kinds there are, only those are tried
/// that a path of these words can be of.
/// </summary>
internal sealed class LinkKinds
{
    private readonly Words _root = new();

    /// <param name="patterns">The kinds, the most specific first: the first that matches is taken.</param>
    public LinkKinds(IReadOnlyList<LinkPattern> patterns)
    {
        for (var rank = 0; rank < patterns.Count; rank++)
            Add(new Kind(rank, patterns[rank]));
    }

    public LinkMatch? Match(Link link)
    {
        var best = new Best(link);
        _root.Find(link.Path.AsSpan(1), ref best);
        return best.Match;
    }

    private void Add(Kind kind)
    {
        var path = kind.Pattern.Template.Split('#')[0];
        var segments = path == "/" ? [] : path[1..].Split('/');
        if (!segments.All(IsWhole))
        {
            // A parameter's words may hold slashes: there is no telling how many segments such a link has.
            _root.Below.Add(kind);
            return;
        }
        var node = segments.SkipLast(1).Aggregate(_root, (node, segment) => node.Next(segment));
        if (segments is [.., var last])
        {
            if (last.EndsWith("?}", StringComparison.Ordinal))
                node.Here.Add(kind);
            node = node.Next(last);
        }
        node.Here.Add(kind);
    }

    private static bool IsWhole(string segment) => segment.Count('{') == segment.Count('}');

    /// <param name="Rank">Its place among the kinds.</param>
    /// <param name="Pattern">The kind.</param>
    private sealed record Kind(int Rank, LinkPattern Pattern)
    {
        /// <summary>How the fragments of all links of this kind start; null when any will do.</summary>
        private readonly string? _fragment = Pattern.Template.Split('#') is [_, var fragment]
            ? fragment.Split('{')[0]
            : null;

        public LinkMatch? Match(Link link) =>
            _fragment is null || link.Fragment.StartsWith(_fragment, StringComparison.Ordinal)
                ? Pattern.Match(link)
                : null;
    }

    /// <summary>The words that may stand at one place in a path, and the kinds whose path ends there.</summary>
    private sealed class Words
    {
        private readonly Dictionary<string, Words> _fixed = new(StringComparer.Ordinal);
        private Words? _any;

        public List<Kind> Here { get; } = [];

        /// <summary>Kinds whose paths are here, however they go on.</summary>
        public List<Kind> Below { get; } = [];

        public Words Next(string segment)
        {
            if (segment.Contains('{'))
                return _any ??= new();
            if (!_fixed.TryGetValue(segment, out var next))
                _fixed.Add(segment, next = new());
            return next;
        }

        public void Find(ReadOnlySpan<char> path, ref Best best)
        {
            best.Try(Below);
            if (path.IsEmpty)
            {
                best.Try(Here);
                return;
            }
            var slash = path.IndexOf('/');
            var segment = slash < 0 ? path : path[..slash];
            var rest = slash < 0 ? [] : path[(slash + 1)..];
            if (_fixed.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(segment, out var next))
                next.Find(rest, ref best);
            _any?.Find(rest, ref best);
        }
    }

    /// <summary>The match of the kind that comes first.</summary>
    private ref struct Best(Link link)
    {
        private int _rank = int.MaxValue;

        public LinkMatch? Match { get; private set; }

        public void Try(List<Kind> kinds)
        {
            foreach (var kind in kinds)
            {
                if (kind.Rank < _rank && kind.Match(link) is { } match)
                    (_rank, Match) = (kind.Rank, match);
            }
        }
    }
}
