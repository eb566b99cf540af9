namespace Unfurl.Simulator.Updates;

/// <summary>
/// Counts updates per workspace, and remembers who was told to wait (reference page "Request limits"): a 429 holds
/// its workspace, a 529 everybody.
/// </summary>
internal sealed class UpdateRateLimiter(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    // Two clocks are never quite the same.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(100);

    private const int MaxWorkspaces = 5000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Queue<DateTimeOffset>> _calls = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _retryAfterByWorkspace = new(StringComparer.Ordinal);
    private DateTimeOffset _globalRetryAfter;

    /// <returns>What is wrong with calling now; null when nothing is.</returns>
    public string? CheckRetryAfter(string workspace)
    {
        lock (_lock)
        {
            var until = _retryAfterByWorkspace.GetValueOrDefault(workspace);
            until = until > _globalRetryAfter ? until : _globalRetryAfter;
            return time.GetUtcNow() + Tolerance < until ? "called again before Retry-After was over" : null;
        }
    }

    /// <summary>Remembers an answer's Retry-After.</summary>
    public void RecordRetryAfter(string workspace, NotionResponse answer)
    {
        if (answer.RetryAfter is not { } wait)
            return;
        lock (_lock)
        {
            var until = time.GetUtcNow() + wait;
            if (answer.Status == 529)
                _globalRetryAfter = until;
            else
            {
                ClearWhenFull(_retryAfterByWorkspace);
                _retryAfterByWorkspace[workspace] = until;
            }
        }
    }

    /// <returns>A 429 when the workspace has used up its second; else null.</returns>
    public NotionResponse? CheckRate(string workspace, int? limit)
    {
        if (limit is null)
            return null;
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (!_calls.TryGetValue(workspace, out var calls))
            {
                ClearWhenFull(_calls);
                _calls[workspace] = calls = new();
            }
            while (calls.TryPeek(out var oldest) && now - oldest >= Window)
                calls.Dequeue();
            if (calls.Count < limit)
            {
                calls.Enqueue(now);
                return null;
            }
            return NotionResponse.Fail(
                429,
                "rate_limited",
                $"more than {limit} updates in a second for one workspace",
                Window
            );
        }
    }

    private static void ClearWhenFull<T>(Dictionary<string, T> dictionary)
    {
        if (dictionary.Count >= MaxWorkspaces)
            dictionary.Clear();
    }
}
