namespace Unfurl.Server.Providers;

/// <summary>Finds the link kind of a path by its literal segments, so that it tries only kinds that can match.</summary>
internal sealed class LinkRouter
{
    private readonly PathNode _root = new();

    /// <param name="patterns">The most specific first: the first match wins.</param>
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
            // A parameter may contain slashes, so the number of segments is unknown.
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

    private sealed record Route(int Rank, LinkPattern Pattern)
    {
        // The literal start of the fragment; null if every fragment matches.
        private readonly string? _fragment = Pattern.Template.Split('#') is [_, var fragment]
            ? fragment.Split('{')[0]
            : null;

        public LinkMatch? Match(Link link) =>
            _fragment is null || link.Fragment.StartsWith(_fragment, StringComparison.Ordinal)
                ? Pattern.Match(link)
                : null;
    }

    private sealed class PathNode
    {
        private readonly Dictionary<string, PathNode> _literals = new(StringComparer.Ordinal);
        private PathNode? _parameter;

        public List<Route> Exact { get; } = [];

        // Kinds that match any path below this node.
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
