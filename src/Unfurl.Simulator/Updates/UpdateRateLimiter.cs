namespace Unfurl.Simulator.Updates;

/// <summary>
/// Limits updates per workspace and records Retry-After: a 429 throttles its workspace, a 529 all workspaces (reference
/// page "Request limits").
/// </summary>
internal sealed class UpdateRateLimiter(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    // For the difference between two clocks.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(100);

    private const int MaxWorkspaces = 5000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Queue<TimeSpan>> _calls = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TimeSpan> _retryAfterByWorkspace = new(StringComparer.Ordinal);
    private readonly long _started = time.GetTimestamp();
    private TimeSpan _globalRetryAfter;

    // Notion's clock is right, whatever the service's says.
    private TimeSpan Now => time.GetElapsedTime(_started);

    // Null if no Retry-After applies.
    public string? CheckRetryAfter(string workspace)
    {
        lock (_lock)
        {
            var until = _retryAfterByWorkspace.GetValueOrDefault(workspace);
            until = until > _globalRetryAfter ? until : _globalRetryAfter;
            return Now + Tolerance < until ? "called again before Retry-After had elapsed" : null;
        }
    }

    public void RecordRetryAfter(string workspace, NotionResponse response)
    {
        if (response.RetryAfter is not { } wait)
            return;
        lock (_lock)
        {
            var until = Now + wait;
            if (response.Status == 529)
                _globalRetryAfter = until;
            else
            {
                ClearWhenFull(_retryAfterByWorkspace);
                _retryAfterByWorkspace[workspace] = until;
            }
        }
    }

    // Null if the workspace is within its limit for this second.
    public NotionResponse? CheckRate(string workspace, int? limit)
    {
        if (limit is null)
            return null;
        lock (_lock)
        {
            var now = Now;
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
