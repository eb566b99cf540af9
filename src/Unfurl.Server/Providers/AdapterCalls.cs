using System.Collections.Concurrent;

namespace Unfurl.Server.Providers;

/// <summary>
/// Calls an adapter so that one that never comes back holds up nobody else: not the request, and only a few threads.
/// </summary>
internal sealed class AdapterCalls(TimeProvider time)
{
    // Each may hold a thread for ever.
    private const int MaxLost = 4;

    // The end of a call takes a moment after its limit has passed.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<Task, long> _late = new();

    /// <exception cref="OperationCanceledException">The limit has passed; the adapter may go on.</exception>
    /// <exception cref="AdapterHangsException">Too many calls did not come back.</exception>
    public async Task<T> RunAsync<T>(Func<Task<T>> call, CancellationToken limit)
    {
        if (_late.Count >= MaxLost && _late.Values.Count(since => time.GetElapsedTime(since) >= Grace) >= MaxLost)
            throw new AdapterHangsException();
        var running = Task.Run(call, CancellationToken.None);
        try
        {
            return await running.WaitAsync(limit);
        }
        catch (OperationCanceledException) when (!running.IsCompleted)
        {
            _late[running] = time.GetTimestamp();
            _ = running.ContinueWith(
                ended =>
                {
                    _late.TryRemove(ended, out _);
                    // Nobody waits for it any more.
                    _ = ended.Exception;
                },
                TaskScheduler.Default
            );
            throw;
        }
    }
}

/// <summary>Calls of the adapter did not come back, so it is not called until they do.</summary>
internal sealed class AdapterHangsException()
    : Exception("Calls of the adapter did not come back; it is not called until they do.");
