using System.Collections.Concurrent;
using System.Diagnostics;

namespace Unfurl.IntegrationTests.Previews;

/// <summary>
/// Requests without a pause while a test does something to Redis. Every answer is checked: nobody may get what is another
/// account's, and nothing may be thrown.
/// </summary>
internal sealed class AskStream : IAsyncDisposable
{
    private const int Askers = 8;

    private readonly Func<int, Task<string?>> _ask;
    private readonly CancellationTokenSource _end = new();
    private readonly Task[] _askers;
    private readonly ConcurrentBag<TimeSpan> _waits = [];
    private readonly ConcurrentQueue<string> _wrong = new();
    private long _answers;

    /// <param name="ask">Makes the request of a number, and says what is wrong with its answer; null when nothing is.</param>
    public AskStream(Func<int, Task<string?>> ask)
    {
        _ask = ask;
        _askers = [.. Enumerable.Range(0, Askers).Select(AskAsync)];
    }

    public long Answers => Interlocked.Read(ref _answers);

    /// <summary>Answers that nobody should have got, and exceptions.</summary>
    public IReadOnlyCollection<string> Wrong => _wrong;

    /// <summary>Waits until so many more answers were given.</summary>
    public Task GoOnAsync(int answers)
    {
        var target = Answers + answers;
        return Eventually.TrueAsync(() => Answers >= target, "answers keep coming");
    }

    public async Task<string> EndAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_askers);
        var sorted = _waits.Order().ToList();
        return $"{Answers} answers, p50 {sorted[sorted.Count / 2].TotalMilliseconds:F2} ms, "
            + $"p99 {sorted[sorted.Count * 99 / 100].TotalMilliseconds:F2} ms, longest {sorted[^1].TotalMilliseconds:F0} ms";
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_askers);
        _end.Dispose();
    }

    private async Task AskAsync(int asker)
    {
        // Off the constructor's thread, which goes on to break things.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        // Paced, so that Redis has the cores too.
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        for (var i = asker; !_end.IsCancellationRequested; i++)
        {
            await pace.WaitForNextTickAsync(CancellationToken.None);
            var started = Stopwatch.GetTimestamp();
            try
            {
                if (await _ask(i) is { } wrong)
                    _wrong.Enqueue(wrong);
            }
            catch (Exception exception)
            {
                _wrong.Enqueue(exception.ToString());
            }
            _waits.Add(Stopwatch.GetElapsedTime(started));
            Interlocked.Increment(ref _answers);
        }
    }
}
