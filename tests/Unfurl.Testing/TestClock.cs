namespace Unfurl.Testing;

/// <summary>
/// A clock that moves when a test says so. Timers due on the way fire in order; one that repeats fires at its first and at its
/// last time on the way, not at each between, so that letting half a year pass costs no more than letting an hour pass.
/// </summary>
public sealed class TestClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<TestTimer> _timers = [];
    private DateTimeOffset _now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    private TimeSpan _error;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return _now + _error;
    }

    public override long GetTimestamp()
    {
        lock (_gate)
            return _now.UtcTicks;
    }

    /// <summary>Sets the wall clock wrong, or right with zero. Timers and timestamps go on.</summary>
    public void SetWrong(TimeSpan ahead)
    {
        lock (_gate)
            _error = ahead;
    }

    /// <summary>How many timers wait: a test that needs somebody to be waiting watches it.</summary>
    public int WaitingTimers
    {
        get
        {
            lock (_gate)
                return _timers.Count;
        }
    }

    /// <summary>Moves the clock forward.</summary>
    public void Advance(TimeSpan by)
    {
        var target = new DateTimeOffset(GetTimestamp(), TimeSpan.Zero) + by;
        while (NextDue(target) is { } due)
            due.Fire();
        lock (_gate)
            _now = target;
    }

    /// <summary>Moves the clock, not much faster than the system's, while the work has not ended.</summary>
    public async Task AdvanceUntilAsync(Task work)
    {
        await Eventually.TrueAsync(
            () =>
            {
                Advance(TimeSpan.FromMilliseconds(5));
                return work.IsCompleted;
            },
            "the work ends"
        );
        await work;
    }

    /// <summary>
    /// Moves the clock step by step until work in the background has done what is awaited. One step is not enough: a round that was under
    /// way when the clock moved may have run out of its time, and only time brings the next one.
    /// </summary>
    public Task AdvanceUntilAsync(TimeSpan step, Func<Task<bool>> condition, string what)
    {
        // In which a round that goes well ends, however busy the machine is. A call that a step cuts short is not repeated.
        var patience = TimeSpan.FromSeconds(20);
        long? stepped = null;
        return Eventually.TrueAsync(
            () =>
            {
                if (stepped is not { } last || System.GetElapsedTime(last) >= patience)
                {
                    Advance(step);
                    stepped = System.GetTimestamp();
                }
                return condition();
            },
            what
        );
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new TestTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private TestTimer? NextDue(DateTimeOffset target)
    {
        lock (_gate)
        {
            if (_timers.Where(timer => timer.Due <= target).MinBy(timer => timer.Due) is not { } timer)
                return null;
            _now = timer.Due > _now ? timer.Due : _now;
            if (timer.Period <= TimeSpan.Zero)
                _timers.Remove(timer);
            else
                timer.Due += timer.Period * Math.Max(1, Math.Floor((target - timer.Due) / timer.Period));
            return timer;
        }
    }

    private sealed class TestTimer(TestClock clock, Action fire) : ITimer
    {
        public DateTimeOffset Due { get; set; }

        public TimeSpan Period { get; private set; }

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                clock._timers.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan)
                    return true;
                Due = clock._now + dueTime;
                Period = period;
                clock._timers.Add(this);
                return true;
            }
        }

        public void Dispose()
        {
            lock (clock._gate)
                clock._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
