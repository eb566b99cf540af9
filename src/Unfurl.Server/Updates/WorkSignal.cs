namespace Unfurl.Server.Updates;

/// <summary>Wakes workers of this process, so that what is due here need not wait until one looks by itself.</summary>
internal class WorkSignal : IDisposable
{
    private readonly SemaphoreSlim _raised = new(0, 1);
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private DateTimeOffset? _raisedAt;

    public WorkSignal(TimeProvider time)
    {
        _time = time;
        _timer = time.CreateTimer(_ => RaiseNow(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        _timer.Dispose();
        _raised.Dispose();
    }

    /// <summary>Wakes one of those who wait, or the next who does.</summary>
    public void Raise()
    {
        try
        {
            _raised.Release();
        }
        catch (Exception exception) when (exception is SemaphoreFullException or ObjectDisposedException)
        {
            // One is waking up already, or the service ends.
        }
    }

    /// <summary>The same after a while.</summary>
    public void RaiseAfter(TimeSpan wait) =>
        _ = Task.Delay(wait, _time)
            .ContinueWith(_ => Raise(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

    /// <summary>The same at a time. Of several times the first counts: who is woken by it finds out the next.</summary>
    public void RaiseAt(DateTimeOffset at)
    {
        lock (_gate)
        {
            if (_raisedAt <= at)
                return;
            var wait = at - _time.GetUtcNow();
            _raisedAt = wait > TimeSpan.Zero ? at : null;
            _timer.Change(wait > TimeSpan.Zero ? wait : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            if (_raisedAt is null)
                Raise();
        }
    }

    /// <summary>Waits until there may be something to do.</summary>
    /// <param name="longest">How long at most; infinite for those who are woken by others.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task WaitAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var raised = _raised.WaitAsync(end.Token);
        await Task.WhenAny(raised, Task.Delay(longest, _time, end.Token));
        await end.CancelAsync();
        await raised.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private void RaiseNow()
    {
        lock (_gate)
            _raisedAt = null;
        Raise();
    }
}
