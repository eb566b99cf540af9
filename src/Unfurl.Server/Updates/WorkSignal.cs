namespace Unfurl.Server.Updates;

/// <summary>Wakes workers of this process, so that what is due here need not wait until one looks by itself.</summary>
internal class WorkSignal(TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _raised = new(0, 1);

    public void Dispose() => _raised.Dispose();

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
        _ = Task.Delay(wait, time)
            .ContinueWith(_ => Raise(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

    /// <summary>Waits until there may be something to do.</summary>
    /// <param name="longest">How long at most; infinite for those who are woken by others.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task WaitAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var raised = _raised.WaitAsync(end.Token);
        await Task.WhenAny(raised, Task.Delay(longest, time, end.Token));
        await end.CancelAsync();
        await raised.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }
}
