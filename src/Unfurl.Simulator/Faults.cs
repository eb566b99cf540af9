using System.Collections.Concurrent;

namespace Unfurl.Simulator;

/// <summary>The failures that Notion was told to answer with, each used once.</summary>
internal sealed class Faults
{
    private readonly ConcurrentQueue<NotionFault> _token = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<NotionFault>> _updates = new(StringComparer.Ordinal);

    public void AddToken(NotionFault fault) => _token.Enqueue(fault);

    public void AddUpdate(string user, NotionFault fault) => _updates.GetOrAdd(user, _ => new()).Enqueue(fault);

    public Task<NotionAnswer?> NextTokenAnswerAsync(CancellationToken cancellationToken) =>
        AnswerAsync(_token, cancellationToken);

    public Task<NotionAnswer?> NextUpdateAnswerAsync(string user, CancellationToken cancellationToken) =>
        _updates.TryGetValue(user, out var queue)
            ? AnswerAsync(queue, cancellationToken)
            : Task.FromResult<NotionAnswer?>(null);

    private static async Task<NotionAnswer?> AnswerAsync(
        ConcurrentQueue<NotionFault> queue,
        CancellationToken cancellationToken
    )
    {
        if (!queue.TryDequeue(out var fault))
            return null;
        if (fault == NotionFault.Silence)
            await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
        if (fault == NotionFault.Reset)
            return NotionAnswer.Reset;
        return NotionAnswer.Fail(fault.Status, fault.Code, "a failure that was asked for", fault.RetryAfter);
    }
}
