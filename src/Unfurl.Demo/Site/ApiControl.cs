using System.Collections.Concurrent;
using System.Net;

namespace Unfurl.Demo.Site;

/// <summary>Counts the API's calls, and makes them fail or wait on request.</summary>
internal sealed class ApiControl
{
    private readonly ConcurrentQueue<InjectedResponse?> _injected = new();
    private volatile TaskCompletionSource? _gate;

    public ConcurrentDictionary<string, int> Calls { get; } = new(StringComparer.OrdinalIgnoreCase);

    public void InjectNext(InjectedResponse? answer, int calls)
    {
        for (var i = 0; i < calls; i++)
            _injected.Enqueue(answer);
    }

    public IDisposable Pause()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _gate = gate;
        return new PauseScope(this, gate);
    }

    public void Count(string path) => Calls.AddOrUpdate(path, 1, static (_, calls) => calls + 1);

    public Task WaitAsync(CancellationToken cancellationToken) =>
        _gate?.Task.WaitAsync(cancellationToken) ?? Task.CompletedTask;

    /// <param name="answer">What to answer; null to cut the connection.</param>
    public bool TryDequeue(out InjectedResponse? answer) => _injected.TryDequeue(out answer);

    internal sealed record InjectedResponse(HttpStatusCode Status, TimeSpan? RetryAfter, string? Body);

    private sealed class PauseScope(ApiControl control, TaskCompletionSource gate) : IDisposable
    {
        public void Dispose()
        {
            Interlocked.CompareExchange(ref control._gate, null, gate);
            gate.TrySetResult();
        }
    }
}
