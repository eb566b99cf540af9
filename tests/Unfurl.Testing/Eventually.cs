namespace Unfurl.Testing;

/// <summary>Waits for what others are busy with: the condition ends the wait, never a duration.</summary>
public static class Eventually
{
    private static readonly TimeSpan DefaultLimit = TimeSpan.FromSeconds(30);

    /// <summary>Between two looks: those who are busy need the processor more.</summary>
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(1);

    /// <summary>Asks again and again until the answer is yes.</summary>
    /// <param name="condition">The question.</param>
    /// <param name="what">What it asks for.</param>
    /// <param name="limit">When to give up, for what takes long on a busy machine.</param>
    /// <exception cref="TimeoutException">It never was.</exception>
    public static async Task TrueAsync(Func<Task<bool>> condition, string what, TimeSpan? limit = null)
    {
        using var over = new CancellationTokenSource(limit ?? DefaultLimit);
        while (!await condition())
        {
            if (over.IsCancellationRequested)
                throw new TimeoutException($"It did not happen that {what}.");
            await Task.Delay(PollInterval, TimeProvider.System);
        }
    }

    /// <inheritdoc cref="TrueAsync(Func{Task{bool}}, string, TimeSpan?)"/>
    public static Task TrueAsync(Func<bool> condition, string what, TimeSpan? limit = null) =>
        TrueAsync(() => Task.FromResult(condition()), what, limit);
}
