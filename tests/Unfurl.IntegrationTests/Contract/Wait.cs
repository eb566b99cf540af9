namespace Unfurl.IntegrationTests.Contract;

/// <summary>Waits for a condition that another thread brings about.</summary>
internal static class Wait
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(5);

    /// <summary>After this the condition will not come about any more.</summary>
    private static readonly TimeSpan GiveUp = TimeSpan.FromSeconds(30);

    public static async Task UntilAsync(Func<bool> condition)
    {
        using var timer = new PeriodicTimer(Interval);
        using var limit = new CancellationTokenSource(GiveUp);
        while (!condition())
            await timer.WaitForNextTickAsync(limit.Token);
    }
}
