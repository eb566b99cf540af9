using System.Collections.Concurrent;
using System.Net;

namespace Unfurl.Demo.Site;

/// <summary>Counts API calls, and makes them fail or wait on request.</summary>
internal sealed class ApiControl
{
    private readonly ConcurrentQueue<InjectedResponse?> _injected = new();
    private volatile TaskCompletionSource? _gate;

    public ConcurrentDictionary<string, int> Calls { get; } = new(StringComparer.OrdinalIgnoreCase);

    public void InjectNext(InjectedResponse? response, int calls)
    {
        for (var i = 0; i < calls; i++)
            _injected.Enqueue(response);
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

    // A null response closes the connection.
    public bool TryDequeue(out InjectedResponse? response) => _injected.TryDequeue(out response);

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
