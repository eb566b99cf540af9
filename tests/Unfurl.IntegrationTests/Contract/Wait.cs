namespace Unfurl.IntegrationTests.Contract;

internal static class Wait
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(5);

    // After this time the condition will not become true any more.
    private static readonly TimeSpan GiveUp = TimeSpan.FromSeconds(30);

    public static async Task UntilAsync(Func<bool> condition)
    {
        using var timer = new PeriodicTimer(Interval);
        using var limit = new CancellationTokenSource(GiveUp);
        while (!condition())
            await timer.WaitForNextTickAsync(limit.Token);
    }
}
