namespace Unfurl.Server.Providers;

/// <summary>
/// An adapter's kinds of link, found by the fixed words of their paths. However many kinds there are, only those are tried
/// that a path of these words can be of.
/// </summary>
internal sealed class LinkRouter
{
    private readonly PathNode _root = new();

    /// <param name="patterns">The kinds, the most specific first: the first that matches is taken.</param>
    public LinkRouter(IReadOnlyList<LinkPattern> patterns)
    {
        for (var rank = 0; rank < patterns.Count; rank++)
            Add(new Route(rank, patterns[rank]));
    }

    public LinkMatch? Match(Link link)
    {
        var best = new BestMatch(link);
        _root.Find(link.Path.AsSpan(1), ref best);
        return best.Match;
    }

    private void Add(Route kind)
    {
        var path = kind.Pattern.Template.Split('#')[0];
        var segments = path == "/" ? [] : path[1..].Split('/');
        if (!segments.All(IsBalanced))
        {
            // A parameter's words may hold slashes: there is no telling how many segments such a link has.
            _root.Open.Add(kind);
            return;
        }
        var node = segments.SkipLast(1).Aggregate(_root, (node, segment) => node.GetOrAddChild(segment));
        if (segments is [.., var last])
        {
            if (last.EndsWith("?}", StringComparison.Ordinal))
                node.Exact.Add(kind);
            node = node.GetOrAddChild(last);
        }
        node.Exact.Add(kind);
    }

    private static bool IsBalanced(string segment) => segment.Count('{') == segment.Count('}');

    /// <param name="Rank">Its place among the kinds.</param>
    /// <param name="Pattern">The kind.</param>
    private sealed record Route(int Rank, LinkPattern Pattern)
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
    private sealed class PathNode
    {
        private readonly Dictionary<string, PathNode> _literals = new(StringComparer.Ordinal);
        private PathNode? _parameter;

        public List<Route> Exact { get; } = [];

        /// <summary>Kinds whose paths are here, however they go on.</summary>
        public List<Route> Open { get; } = [];

        public PathNode GetOrAddChild(string segment)
        {
            if (segment.Contains('{'))
                return _parameter ??= new();
            if (!_literals.TryGetValue(segment, out var next))
                _literals.Add(segment, next = new());
            return next;
        }

        public void Find(ReadOnlySpan<char> path, ref BestMatch best)
        {
            best.Consider(Open);
            if (path.IsEmpty)
            {
                best.Consider(Exact);
                return;
            }
            var slash = path.IndexOf('/');
            var segment = slash < 0 ? path : path[..slash];
            var rest = slash < 0 ? [] : path[(slash + 1)..];
            if (_literals.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(segment, out var next))
                next.Find(rest, ref best);
            _parameter?.Find(rest, ref best);
        }
    }

    /// <summary>The match of the kind that comes first.</summary>
    private ref struct BestMatch(Link link)
    {
        private int _rank = int.MaxValue;

        public LinkMatch? Match { get; private set; }

        public void Consider(List<Route> kinds)
        {
            foreach (var kind in kinds)
            {
                if (kind.Rank < _rank && kind.Match(link) is { } match)
                    (_rank, Match) = (kind.Rank, match);
            }
        }
    }
}
