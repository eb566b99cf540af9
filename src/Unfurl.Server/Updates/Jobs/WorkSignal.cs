namespace Unfurl.Server.Updates.Jobs;

/// <summary>Wakes workers of this process when a job is queued here, before their next interval.</summary>
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

    /// <summary>Wakes one waiting worker, or the next one that waits.</summary>
    public void Raise()
    {
        try
        {
            _raised.Release();
        }
        catch (Exception exception) when (exception is SemaphoreFullException or ObjectDisposedException)
        {
            // The signal is already raised, or the service is shutting down.
        }
    }

    public void RaiseAfter(TimeSpan wait) =>
        _ = Task.Delay(wait, _time)
            .ContinueWith(_ => Raise(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

    /// <summary>Keeps only the earliest time: the worker it wakes sets the next one.</summary>
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

    /// <param name="timeout">The maximum wait; infinite waits only for the signal.</param>
    public async Task WaitAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var raised = _raised.WaitAsync(end.Token);
        await Task.WhenAny(raised, Task.Delay(timeout, _time, end.Token));
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
