using System.Runtime.CompilerServices;

namespace Unfurl.Testing;

/// <summary>Waits for a condition, never for a duration.</summary>
public static class Eventually
{
    // Seconds at most where nothing else runs. A starved machine is no fault.
    private static readonly TimeSpan DefaultLimit = TimeSpan.FromMinutes(3);

    // Frequent polling would take the processor from the awaited work.
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(1);

    public static async Task TrueAsync(
        Func<Task<bool>> condition,
        [CallerArgumentExpression(nameof(condition))] string what = "",
        TimeSpan? limit = null
    )
    {
        using var over = new CancellationTokenSource(limit ?? DefaultLimit);
        for (var attempt = 0; !await condition(); attempt++)
        {
            if (over.IsCancellationRequested)
                throw new TimeoutException($"It did not happen that {what}.");
            // Work of this process is often done in a moment.
            if (attempt < 10)
                await Task.Yield();
            else
                await Task.Delay(PollInterval, TimeProvider.System);
        }
    }

    public static Task TrueAsync(
        Func<bool> condition,
        [CallerArgumentExpression(nameof(condition))] string what = "",
        TimeSpan? limit = null
    ) => TrueAsync(() => Task.FromResult(condition()), what, limit);
}
