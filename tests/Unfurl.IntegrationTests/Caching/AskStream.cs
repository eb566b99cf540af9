using System.Collections.Concurrent;
using System.Diagnostics;
using Unfurl.Server.Caching;
using Unfurl.Testing;

namespace Unfurl.IntegrationTests.Caching;

/// <summary>
/// Accounts that ask replicas for private and public links without a pause, while a test does something to Redis. Every
/// answer is checked: nobody may get what is another account's, and nothing may be thrown.
/// </summary>
internal sealed class AskStream : IAsyncDisposable
{
    private const int Askers = 8;
    private const int Links = 40;

    private readonly Replica[] _replicas;
    private readonly CancellationTokenSource _end = new();
    private readonly Task[] _askers;
    private readonly ConcurrentBag<TimeSpan> _waits = [];
    private readonly ConcurrentQueue<string> _wrong = new();
    private long _answers;

    public AskStream(params Replica[] replicas)
    {
        _replicas = replicas;
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
            var (account, link) = ($"account-{i % 5}", i * 7 % Links);
            var isPublic = link % 2 == 0;
            var text = isPublic ? $"public {link}" : $"{account} {link}";
            var started = Stopwatch.GetTimestamp();
            try
            {
                var result = await _replicas[i % _replicas.Length]
                    .AskAsync(
                        account,
                        async () =>
                        {
                            await Task.Yield();
                            return isPublic ? Replica.Public(text) : Replica.Private(text);
                        },
                        new CacheKey("acme", $"/items/{link}")
                    );
                if (result.Text() != text)
                    _wrong.Enqueue($"{account} got '{result.Text()}' for {link}");
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
