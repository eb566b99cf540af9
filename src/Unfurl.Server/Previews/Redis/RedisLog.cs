using StackExchange.Redis;

namespace Unfurl.Server.Previews.Redis;

/// <summary>
/// The log of invalidations: one stream in Redis, which orders what all replicas say. A replica that has lost its place, because
/// the record that it read last is gone or the server is another one, drops what it has in memory and reads the log from its first
/// record. <c>docs/cache.md</c> says why that is enough.
/// </summary>
internal sealed class RedisLog(RedisConnection redis, Invalidations invalidations, ServerClock clock)
{
    /// <summary>So many records are kept, about: what is older than the first of them counts for no replica that starts.</summary>
    private const int MaxRecords = 100_000;

    private const int PageSize = 1000;

    /// <summary>More invalidations that did not arrive are made up for by purging all.</summary>
    private const int MaxUnsaid = 1000;

    /// <summary>So long without having read to the end, and what others said may be missing.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(1);

    private readonly string _writer = Guid.CreateVersion7(RedisConnection.Time.GetUtcNow()).ToString("N");
    private readonly Lock _gate = new();

    /// <summary>What this replica said and has not read back.</summary>
    private readonly Dictionary<long, Saying> _sayings = [];

    private readonly Lock _reads = new();
    private Task<bool> _read = Task.FromResult(true);
    private Task<bool>? _nextRead;

    private Place? _place;
    private long _number;
    private int _unsaid;
    private UInt128 _latestIncarnation;

    /// <summary>Whom to tell when another replica learned that a copy must not be shown any more.</summary>
    public Action<CopyKey> Ended { get; set; } = _ => { };

    /// <summary>Called when something was said, for others to read it soon.</summary>
    public Action Said { get; set; } = () => { };

    /// <summary>Whether all is known that was said until a second ago.</summary>
    public bool IsHeard =>
        Volatile.Read(ref _place) is { } place && RedisConnection.Time.GetElapsedTime(place.ReadAt) < LongestSilence;

    /// <summary>Whether Redis misses some invalidation of this replica.</summary>
    public bool IsAhead => Volatile.Read(ref _unsaid) > 0;

    /// <summary>Where to look from whether something was said later; null when nobody knows.</summary>
    public LogPosition? Position
    {
        get
        {
            lock (_gate)
                return _place is { IsVerified: true } place ? place.Marks.Position : null;
        }
    }

    /// <summary>Does something while nothing is taken from the log, with what the log leaves of entries.</summary>
    public void Judge(Action<Func<LogPosition, CopyKey, IReadOnlyList<InvalidationTag>, Standing>> act)
    {
        lock (_gate)
            act(StandingOf);
    }

    /// <summary>Says something to all replicas. What does not arrive is said again, as long as this process lives.</summary>
    /// <returns>Whether it arrived; ends soon also when Redis does not answer.</returns>
    public Task<bool> SayAsync(IReadOnlyList<Invalidation> said)
    {
        Saying saying;
        lock (_gate)
        {
            if (_unsaid >= MaxUnsaid)
            {
                foreach (var old in _sayings.Values.Where(old => old.IsUnsaid))
                    _sayings.Remove(old.Number);
                CountUnsaid();
                said = [new Invalidation.Purge(InvalidationTag.All)];
            }
            _sayings.Add(++_number, saying = new(_number, said));
        }
        return SendAsync(saying);
    }

    /// <summary>
    /// Makes sure of the place in the log, says what did not arrive, and reads to the end. To be called regularly, and
    /// before anything is looked for after a connection broke.
    /// </summary>
    /// <returns>Whether all that worked.</returns>
    public async Task<bool> KeepUpAsync(IDatabase database)
    {
        var servers = redis.Servers();
        var server = await redis.PrimaryOfAsync(database, RedisKeys.Log);
        await clock.SetAsync(() => server.TimeAsync());
        if (_place is not { } place || place.Servers != servers)
        {
            var run = RunIdOf((string?)await server.ExecuteAsync("INFO", "server"));
            if (_place is { } known && known.Run == run)
                Verify(known, servers);
            else
                await StartAsync(database, run, servers);
        }
        foreach (var saying in Unsaid())
            Note(saying, await AddAsync(database, TextOf(saying)));
        return await ReadAsync(database) && !IsAhead;
    }

    /// <summary>Reads to the end, together with others who ask while a read is under way.</summary>
    /// <returns>Whether that worked: then all is known that was said before this was called.</returns>
    public Task<bool> ReadAsync(IDatabase database)
    {
        lock (_reads)
        {
            return _read.IsCompleted ? _read = ReadToEndAsync(database) : _nextRead ??= ReadNextAsync(_read, database);
        }
    }

    private async Task<bool> ReadNextAsync(Task read, IDatabase database)
    {
        await read.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Task<bool> next;
        lock (_reads)
        {
            _nextRead = null;
            next = _read = ReadToEndAsync(database);
        }
        return await next;
    }

    private async Task<bool> ReadToEndAsync(IDatabase database)
    {
        while (true)
        {
            if (Volatile.Read(ref _place) is not { IsVerified: true } place)
                return false;
            var (from, sentAt) = (place.Last, RedisConnection.Time.GetTimestamp());
            var records = await RangeAsync(database, from);
            if (redis.Servers() != place.Servers)
            {
                place.IsVerified = false;
                return false;
            }
            if (!Take(place, from, records))
                return false;
            if (records.Length < PageSize)
            {
                place.ReadAt = Math.Max(place.ReadAt, sentAt);
                return true;
            }
        }
    }

    private void Verify(Place place, int servers)
    {
        lock (_gate)
            (place.Servers, place.IsVerified) = (servers, true);
    }

    /// <summary>Reads the log from its first record. What was in memory from before may miss something.</summary>
    private async Task StartAsync(IDatabase database, string run, int servers)
    {
        Volatile.Write(ref _place, null);
        var (marks, last, sentAt) = (new LogMarks(), (string?)null, 0L);
        var own = new HashSet<long>();
        while (true)
        {
            sentAt = RedisConnection.Time.GetTimestamp();
            var records = await RangeAsync(database, last);
            var added = 0;
            foreach (var record in records.SkipWhile(record => record.Id == last))
            {
                var read = LogRecord.Read(record);
                marks.Add(IdOf(record), read);
                if (read?.Writer == _writer)
                    own.Add(read.Number);
                last = record.Id;
                added++;
            }
            if (added > 0)
                continue;
            if (marks.Knows(run))
                break;
            await BeginAsync(database, run);
        }
        lock (_gate)
        {
            _latestIncarnation = marks.Position.Incarnation;
            // What was said was read now, or is lost with what it would have ended.
            foreach (var (number, saying) in _sayings)
            {
                if (saying.IsSaid || own.Contains(number))
                    _sayings.Remove(number);
            }
            CountUnsaid();
            invalidations.Set(InvalidationTag.All, Standing.Purged);
            Volatile.Write(ref _place, new Place(run, marks, last!) { Servers = servers, ReadAt = sentAt });
        }
    }

    /// <summary>Begins a life of the log.</summary>
    private async Task BeginAsync(IDatabase database, string run)
    {
        var text = new LogRecord(0, run, _writer, 0, []).Write();
        var id = LogRecord.TryReadId(await AddAsync(database, text));
        // A clock that went back must not make an earlier life the latest again.
        if (id < _latestIncarnation)
            await AddAsync(database, text, LogRecord.IdOf(_latestIncarnation + 1));
    }

    private async Task<bool> SendAsync(Saying saying)
    {
        var text = TextOf(saying);
        var id = await redis.CallAsync(async database => await AddAsync(database, text));
        Note(saying, id);
        return id is not null;
    }

    private string TextOf(Saying saying)
    {
        // Without a place nobody knows the life of the log, and the record counts in any.
        var (incarnation, run) = Volatile.Read(ref _place) is { } place
            ? (place.Incarnation, place.Run)
            : (UInt128.One, "");
        return new LogRecord(incarnation, run, _writer, saying.Number, saying.Said).Write();
    }

    /// <param name="saying">What was said.</param>
    /// <param name="id">The id of its record; null when it did not arrive, as far as anybody knows.</param>
    private void Note(Saying saying, string? id)
    {
        lock (_gate)
        {
            if (!_sayings.ContainsKey(saying.Number))
                return;
            if (id is null)
                saying.IsUnsaid = true;
            // Whoever finds a place reads it then.
            else if (_place is null || LogRecord.TryReadId(id) <= _place.Marks.Position.Id)
                _sayings.Remove(saying.Number);
            else
                (saying.IsSaid, saying.IsUnsaid) = (true, false);
            CountUnsaid();
        }
        if (id is not null)
            Said();
    }

    private void CountUnsaid() => Volatile.Write(ref _unsaid, _sayings.Values.Count(saying => saying.IsUnsaid));

    private List<Saying> Unsaid()
    {
        lock (_gate)
            return [.. _sayings.Values.Where(saying => saying.IsUnsaid)];
    }

    /// <returns>False when the place is lost.</returns>
    private bool Take(Place place, string from, StreamEntry[] records)
    {
        lock (_gate)
        {
            if (_place != place)
                return false;
            if (records is not [var first, ..] || first.Id != from)
            {
                Volatile.Write(ref _place, null);
                return false;
            }
            foreach (var entry in records.AsSpan(1))
            {
                var id = IdOf(entry);
                // Somebody else who read at the same time has taken it.
                if (id <= place.Marks.Position.Id)
                    continue;
                var record = LogRecord.Read(entry);
                place.Marks.Add(id, record);
                place.Last = entry.Id!;
                if (record is null)
                    invalidations.Set(InvalidationTag.All, Standing.Purged);
                else if (record.Writer == _writer)
                    Forget(record.Number);
                else
                    foreach (var invalidation in record.Invalidations)
                        Take(invalidation);
            }
            place.Incarnation = _latestIncarnation = place.Marks.Position.Incarnation;
            return true;
        }
    }

    private void Take(Invalidation invalidation)
    {
        switch (invalidation)
        {
            case Invalidation.Purge(var tag):
                invalidations.Set(tag, Standing.Purged);
                break;
            case Invalidation.Expire(var tag):
                invalidations.Set(tag, Standing.Expired);
                break;
            case Invalidation.End(var key):
                Ended(key);
                break;
        }
    }

    private void Forget(long number)
    {
        if (_sayings.Remove(number))
            CountUnsaid();
    }

    private Standing StandingOf(LogPosition at, CopyKey key, IReadOnlyList<InvalidationTag> tags)
    {
        if (_place is not { IsVerified: true } place)
            return Standing.Purged;
        var worst = place.Marks.StandingOf(at, key, tags);
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

    private static Task<StreamEntry[]> RangeAsync(IDatabase database, string? from) =>
        database.StreamRangeAsync(RedisKeys.Log, from ?? "-", count: PageSize, flags: CommandFlags.DemandMaster);

    private static async Task<string> AddAsync(IDatabase database, string text, string? id = null) =>
        (
            await database.StreamAddAsync(
                RedisKeys.Log,
                LogRecord.Field,
                text,
                id is null ? (RedisValue?)null : id,
                maxLength: MaxRecords,
                useApproximateMaxLength: true
            )
        ).ToString();

    private static UInt128 IdOf(StreamEntry entry) =>
        LogRecord.TryReadId(entry.Id) ?? throw new InvalidCastException("An id that is none of Redis's.");

    /// <exception cref="InvalidCastException">It is not said, or that is not Redis.</exception>
    private static string RunIdOf(string? info)
    {
        foreach (var line in (info ?? "").AsSpan().EnumerateLines())
        {
            if (line.StartsWith("run_id:", StringComparison.Ordinal))
                return line["run_id:".Length..].Trim().ToString();
        }
        throw new InvalidCastException("A server without a run id.");
    }

    /// <summary>What this replica said.</summary>
    private sealed record Saying(long Number, IReadOnlyList<Invalidation> Said)
    {
        public bool IsSaid { get; set; }
        public bool IsUnsaid { get; set; }
    }

    /// <summary>How far the log was read, on which server.</summary>
    private sealed class Place(string run, LogMarks marks, string last)
    {
        private long _readAt;
        private volatile bool _isVerified = true;

        public string Run => run;

        public LogMarks Marks => marks;

        public UInt128 Incarnation { get; set; } = marks.Position.Incarnation;

        /// <summary>The id of the last record that was read.</summary>
        public string Last { get; set; } = last;

        /// <summary>Which connections lead there.</summary>
        public int Servers { get; set; }

        /// <summary>Whether it was made sure of since the last connection was made.</summary>
        public bool IsVerified
        {
            get => _isVerified;
            set => _isVerified = value;
        }

        /// <summary>When it was last read to the end.</summary>
        public long ReadAt
        {
            get => Volatile.Read(ref _readAt);
            set => Volatile.Write(ref _readAt, value);
        }
    }
}
