using System.Collections.Concurrent;

namespace Unfurl.Simulator;

/// <summary>The queue of injected failures; each is used once.</summary>
internal sealed class Faults
{
    private readonly ConcurrentQueue<NotionFault> _tokenFaults = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<NotionFault>> _updateFaults = new(
        StringComparer.Ordinal
    );

    public void AddToken(NotionFault fault) => _tokenFaults.Enqueue(fault);

    public void AddUpdate(string user, NotionFault fault) => _updateFaults.GetOrAdd(user, _ => new()).Enqueue(fault);

    public Task<NotionResponse?> NextTokenResponseAsync(CancellationToken cancellationToken) =>
        DequeueAsync(_tokenFaults, cancellationToken);

    public Task<NotionResponse?> NextUpdateResponseAsync(string user, CancellationToken cancellationToken) =>
        _updateFaults.TryGetValue(user, out var queue)
            ? DequeueAsync(queue, cancellationToken)
            : Task.FromResult<NotionResponse?>(null);

    private static async Task<NotionResponse?> DequeueAsync(
        ConcurrentQueue<NotionFault> queue,
        CancellationToken cancellationToken
    )
    {
        if (!queue.TryDequeue(out var fault))
            return null;
        if (fault == NotionFault.NoResponse)
            await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
        if (fault == NotionFault.ConnectionReset)
            return NotionResponse.ConnectionReset;
        return NotionResponse.Fail(fault.Status, fault.Code, "an injected failure", fault.RetryAfter, fault.Reason);
    }
}
