using StackExchange.Redis;

namespace Unfurl.Server.Previews.Redis;

/// <summary>
/// The log of invalidations: one stream in Redis, which orders what all replicas say. A replica that has lost its place, because
/// the record that it read last is gone or the server is another one, drops what it has in memory and reads the log from its first
/// record. <c>docs/cache.md</c> says why that is enough.
/// </summary>
internal sealed class RedisLog
{
    /// <summary>So long without having read to the end, and what others said may be missing.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(1);

    private readonly RedisConnection _redis;
    private readonly Invalidations _invalidations;
    private readonly ServerClock _clock;
    private readonly string _writer = Guid.CreateVersion7(RedisConnection.Time.GetUtcNow()).ToString("N");
    private readonly JoinedRuns<IDatabase> _reads;
    private readonly Lock _gate = new();
    private readonly LogSayings _sayings = new();
    private LogPlace? _place;
    private UInt128 _latestIncarnation;

    public RedisLog(RedisConnection redis, Invalidations invalidations, ServerClock clock)
    {
        (_redis, _invalidations, _clock) = (redis, invalidations, clock);
        _reads = new(ReadToEndAsync);
    }

    /// <summary>Whom to tell when another replica learned that a copy must not be shown any more.</summary>
    public Action<CopyKey> Ended { get; set; } = _ => { };

    /// <summary>Called when something was said, for others to read it soon.</summary>
    public Action Said { get; set; } = () => { };

    /// <summary>Whether all is known that was said until a second ago.</summary>
    public bool IsHeard =>
        Volatile.Read(ref _place) is { } place && RedisConnection.Time.GetElapsedTime(place.ReadAt) < LongestSilence;

    /// <summary>Whether Redis misses some invalidation of this replica.</summary>
    public bool IsAhead => _sayings.UnsaidCount > 0;

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
            saying = _sayings.Add(said);
        return SendAsync(saying);
    }

    /// <summary>
    /// Makes sure of the place in the log, says what did not arrive, and reads to the end. To be called regularly, and
    /// before anything is looked for after a connection broke.
    /// </summary>
    /// <returns>Whether all that worked.</returns>
    public async Task<bool> KeepUpAsync(IDatabase database)
    {
        var servers = _redis.Servers();
        var server = await _redis.PrimaryOfAsync(database, RedisKeys.Log);
        await _clock.SetAsync(() => server.TimeAsync());
        if (_place is not { IsVerified: true } place || place.Servers != servers)
        {
            var run = await ServerRun.OfAsync(server);
            if (_place is { } known && known.Run == run)
                Verify(known, servers);
            else
                await StartAsync(database, run, servers);
        }
        List<Saying> unsaid;
        lock (_gate)
            unsaid = _sayings.Unsaid;
        if (unsaid.Count > 0)
            await SayAgainAsync(unsaid, database);
        return await ReadAsync(database) && !IsAhead;
    }

    /// <summary>Reads to the end, together with others who ask while a read is under way.</summary>
    /// <returns>Whether that worked: then all is known that was said before this was called.</returns>
    public Task<bool> ReadAsync(IDatabase database) => _reads.RunAsync(database);

    private async Task<bool> ReadToEndAsync(IDatabase database)
    {
        while (true)
        {
            if (Volatile.Read(ref _place) is not { IsVerified: true } place)
                return false;
            var (from, servers, sentAt) = (place.Last, place.Servers, RedisConnection.Time.GetTimestamp());
            var records = await LogStream.ReadAsync(database, from);
            if (_redis.Servers() != servers)
            {
                place.IsVerified = false;
                return false;
            }
            if (!Take(place, from, records))
                return false;
            if (records.Length < LogStream.PageSize)
            {
                place.ReadAt = Math.Max(place.ReadAt, sentAt);
                return true;
            }
        }
    }

    private void Verify(LogPlace place, int servers)
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
            var records = await LogStream.ReadAsync(database, last);
            // The log ended meanwhile, and another began.
            if (last is not null && (records is not [var first, ..] || first.Id != last))
            {
                (marks, last) = (new LogMarks(), null);
                own.Clear();
                continue;
            }
            var news = records[(last is null ? 0 : 1)..];
            foreach (var record in news)
            {
                var read = LogRecord.Read(record);
                marks.Add(LogStream.IdOf(record), read);
                if (read?.Writer == _writer)
                    own.Add(read.Number);
                last = record.Id;
            }
            if (news.Length > 0)
                continue;
            if (marks.Knows(run))
                break;
            await BeginAsync(database, run);
        }
        lock (_gate)
        {
            _latestIncarnation = marks.Position.Incarnation;
            _sayings.StartAnew(own);
            _invalidations.Set(InvalidationTag.All, Standing.Purged);
            Volatile.Write(ref _place, new LogPlace(run, marks, last!) { Servers = servers, ReadAt = sentAt });
        }
    }

    /// <summary>Begins a life of the log.</summary>
    private async Task BeginAsync(IDatabase database, string run)
    {
        var record = new LogRecord(0, run, _writer, 0, []);
        var id = LogRecord.TryReadId(await LogStream.AddAsync(database, record));
        // A clock that went back must not make an earlier life the latest again.
        if (id <= _latestIncarnation)
            await LogStream.AddAsync(database, record, LogRecord.IdOf(_latestIncarnation + 1));
    }

    private async Task<bool> SendAsync(Saying saying)
    {
        var record = RecordOf(saying);
        var id = await _redis.CallAsync(async database => await LogStream.AddAsync(database, record));
        Note(saying, id);
        if (id is not null)
            Said();
        return id is not null;
    }

    private async Task SayAgainAsync(List<Saying> unsaid, IDatabase database)
    {
        // At once: there may be a thousand, and nothing is looked for before they arrived.
        var ids = await Task.WhenAll(unsaid.Select(saying => LogStream.AddAsync(database, RecordOf(saying))));
        foreach (var (saying, id) in unsaid.Zip(ids))
            Note(saying, id);
        Said();
    }

    private LogRecord RecordOf(Saying saying)
    {
        lock (_gate)
        {
            // Without a place nobody knows the life of the log, and the record counts in any.
            var (incarnation, run) = _place is { } place
                ? (place.Marks.Position.Incarnation, place.Run)
                : (UInt128.One, "");
            return new(incarnation, run, _writer, saying.Number, saying.Said);
        }
    }

    /// <param name="saying">What was said.</param>
    /// <param name="id">The id of its record; null when it did not arrive, as far as anybody knows.</param>
    private void Note(Saying saying, string? id)
    {
        lock (_gate)
        {
            if (id is null)
                _sayings.Failed(saying);
            // Whoever finds a place reads it then.
            else if (_place is null || LogRecord.TryReadId(id) <= _place.Marks.Position.Id)
                _sayings.Forget(saying.Number);
            else
                _sayings.Arrived(saying);
        }
    }

    /// <returns>False when the place is lost.</returns>
    private bool Take(LogPlace place, string from, StreamEntry[] records)
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
                var id = LogStream.IdOf(entry);
                // Somebody else who read at the same time has taken it.
                if (id <= place.Marks.Position.Id)
                    continue;
                var record = LogRecord.Read(entry);
                place.Marks.Add(id, record);
                place.Last = entry.Id!;
                if (record is null)
                    _invalidations.Set(InvalidationTag.All, Standing.Purged);
                else if (record.Writer == _writer)
                    _sayings.Forget(record.Number);
                else
                    foreach (var invalidation in record.Invalidations)
                        Take(invalidation);
            }
            _latestIncarnation = place.Marks.Position.Incarnation;
            return true;
        }
    }

    private void Take(Invalidation invalidation)
    {
        switch (invalidation)
        {
            case Invalidation.Purge(var tag):
                _invalidations.Set(tag, Standing.Purged);
                break;
            case Invalidation.Expire(var tag):
                _invalidations.Set(tag, Standing.Expired);
                break;
            case Invalidation.End(var key):
                Ended(key);
                break;
        }
    }

    private Standing StandingOf(LogPosition at, CopyKey key, IReadOnlyList<InvalidationTag> tags)
    {
        if (_place is not { IsVerified: true } place)
            return Standing.Purged;
        var (inLog, unread) = (place.Marks.StandingOf(at, key, tags), _sayings.StandingOf(key, tags));
        return inLog > unread ? inLog : unread;
    }
}
