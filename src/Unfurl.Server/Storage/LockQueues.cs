namespace Unfurl.Server.Storage;

/// <summary>Callers of this process that wait for a lock, in order. A queue is removed with its last caller.</summary>
internal sealed class LockQueues
{
    private readonly Dictionary<string, Queue> _queues = new(StringComparer.Ordinal);

    /// <returns>The place at the head of the queue, until it is disposed.</returns>
    public async Task<IDisposable> EnterAsync(string name, CancellationToken cancellationToken)
    {
        var queue = Join(name);
        try
        {
            await queue.Head.WaitAsync(cancellationToken);
            return new Place(this, name, queue);
        }
        catch
        {
            Leave(name, queue);
            throw;
        }
    }

    private Queue Join(string name)
    {
        lock (_queues)
        {
            if (!_queues.TryGetValue(name, out var queue))
                _queues[name] = queue = new Queue();
            queue.Callers++;
            return queue;
        }
    }

    private void Leave(string name, Queue queue)
    {
        lock (_queues)
        {
            if (--queue.Callers == 0)
                _queues.Remove(name);
        }
    }

    private sealed class Queue
    {
        public SemaphoreSlim Head { get; } = new(1, 1);

        public int Callers { get; set; }
    }

    private sealed class Place(LockQueues queues, string name, Queue queue) : IDisposable
    {
        public void Dispose()
        {
            queue.Head.Release();
            queues.Leave(name, queue);
        }
    }
}
