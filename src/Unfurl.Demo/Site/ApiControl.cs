using System.Collections.Concurrent;
using System.Net;

namespace Unfurl.Demo.Site;

/// <summary>Counts the API's calls, and makes them fail or wait on request.</summary>
internal sealed class ApiControl
{
    private readonly ConcurrentQueue<Answer?> _next = new();
    private volatile TaskCompletionSource? _gate;

    public ConcurrentDictionary<string, int> Calls { get; } = new(StringComparer.OrdinalIgnoreCase);

    public void AnswerNext(Answer? answer, int calls)
    {
        for (var i = 0; i < calls; i++)
            _next.Enqueue(answer);
    }

    public IDisposable Hold()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _gate = gate;
        return new Release(this, gate);
    }

    public void Count(string path) => Calls.AddOrUpdate(path, 1, static (_, calls) => calls + 1);

    public Task WaitAsync(CancellationToken cancellationToken) =>
        _gate?.Task.WaitAsync(cancellationToken) ?? Task.CompletedTask;

    /// <param name="answer">What to answer; null to cut the connection.</param>
    public bool TryTake(out Answer? answer) => _next.TryDequeue(out answer);

    internal sealed record Answer(HttpStatusCode Status, TimeSpan? RetryAfter, string? Body);

    private sealed class Release(ApiControl control, TaskCompletionSource gate) : IDisposable
    {
        public void Dispose()
        {
            Interlocked.CompareExchange(ref control._gate, null, gate);
            gate.TrySetResult();
        }
    }
}
