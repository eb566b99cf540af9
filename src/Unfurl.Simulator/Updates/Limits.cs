namespace Unfurl.Simulator.Updates;

/// <summary>
/// Counts updates per workspace, and remembers who was told to wait (reference page "Request limits"): a 429 holds
/// its workspace, a 529 everybody.
/// </summary>
internal sealed class Limits(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    // Two clocks are never quite the same.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(100);

    private const int MaxWorkspaces = 5000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Queue<DateTimeOffset>> _calls = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _holds = new(StringComparer.Ordinal);
    private DateTimeOffset _everybody;

    /// <returns>What is wrong with calling now; null when nothing is.</returns>
    public string? CheckPatience(string workspace)
    {
        lock (_gate)
        {
            var until = _holds.GetValueOrDefault(workspace);
            until = until > _everybody ? until : _everybody;
            return time.GetUtcNow() + Tolerance < until ? "called again before Retry-After was over" : null;
        }
    }

    /// <summary>Remembers an answer's Retry-After.</summary>
    public void Hold(string workspace, NotionAnswer answer)
    {
        if (answer.RetryAfter is not { } wait)
            return;
        lock (_gate)
        {
            var until = time.GetUtcNow() + wait;
            if (answer.Status == 529)
                _everybody = until;
            else
            {
                Bound(_holds);
                _holds[workspace] = until;
            }
        }
    }

    /// <returns>A 429 when the workspace has used up its second; else null.</returns>
    public NotionAnswer? Take(string workspace, int? limit)
    {
        if (limit is null)
            return null;
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (!_calls.TryGetValue(workspace, out var calls))
            {
                Bound(_calls);
                _calls[workspace] = calls = new();
            }
            while (calls.TryPeek(out var oldest) && now - oldest >= Window)
                calls.Dequeue();
            if (calls.Count < limit)
            {
                calls.Enqueue(now);
                return null;
            }
            return NotionAnswer.Fail(
                429,
                "rate_limited",
                $"more than {limit} updates in a second for one workspace",
                Window
            );
        }
    }

    private static void Bound<T>(Dictionary<string, T> dictionary)
    {
        if (dictionary.Count >= MaxWorkspaces)
            dictionary.Clear();
    }
}
