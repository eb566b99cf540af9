namespace Unfurl.Server.Previews.Redis;

/// <summary>What this replica said and has not read back from the log: until then it ends entries all the same.</summary>
internal sealed class LogSayings
{
    /// <summary>More invalidations that did not arrive are made up for by purging all.</summary>
    private const int MaxUnsaid = 1000;

    private readonly Dictionary<long, Saying> _sayings = [];
    private long _number;
    private int _unsaidCount;

    /// <summary>How many did not arrive, as far as anybody knows.</summary>
    public int UnsaidCount => Volatile.Read(ref _unsaidCount);

    /// <summary>Those that did not arrive.</summary>
    public List<Saying> Unsaid => [.. _sayings.Values.Where(saying => saying.IsUnsaid)];

    public Saying Add(IReadOnlyList<Invalidation> said)
    {
        if (_unsaidCount >= MaxUnsaid)
        {
            foreach (var old in Unsaid)
                _sayings.Remove(old.Number);
            Count();
            said = [new Invalidation.Purge(InvalidationTag.All)];
        }
        var saying = new Saying(++_number, said);
        _sayings.Add(saying.Number, saying);
        return saying;
    }

    /// <summary>It arrived, and will be read back.</summary>
    public void Arrived(Saying saying)
    {
        (saying.HasArrived, saying.IsUnsaid) = (true, false);
        Count();
    }

    /// <summary>It did not arrive, as far as anybody knows.</summary>
    public void Failed(Saying saying)
    {
        saying.IsUnsaid = _sayings.ContainsKey(saying.Number);
        Count();
    }

    /// <summary>It was read back.</summary>
    public void Forget(long number)
    {
        if (_sayings.Remove(number))
            Count();
    }

    /// <summary>What was said was read now, or is lost with what it would have ended.</summary>
    /// <param name="read">The numbers of those that were read.</param>
    public void StartAnew(IReadOnlySet<long> read)
    {
        foreach (var (number, saying) in _sayings)
        {
            if (saying.HasArrived || read.Contains(number))
                _sayings.Remove(number);
        }
        Count();
    }

    /// <summary>What they leave of an entry.</summary>
    public Standing StandingOf(CopyKey key, IReadOnlyList<InvalidationTag> tags)
    {
        var worst = Standing.Valid;
        foreach (var saying in _sayings.Values)
        {
            foreach (var invalidation in saying.Said)
            {
                var standing = invalidation.StandingOf(key, tags);
                worst = standing > worst ? standing : worst;
            }
        }
        return worst;
    }

    private void Count() => Volatile.Write(ref _unsaidCount, _sayings.Values.Count(saying => saying.IsUnsaid));
}

/// <summary>What a replica said at once.</summary>
/// <param name="Number">Counts what it says.</param>
/// <param name="Said">What ends.</param>
internal sealed record Saying(long Number, IReadOnlyList<Invalidation> Said)
{
    /// <summary>Whether it is in the log.</summary>
    public bool HasArrived { get; set; }

    /// <summary>Whether it has to be said again.</summary>
    public bool IsUnsaid { get; set; }
}
