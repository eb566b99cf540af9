namespace Unfurl.Simulator.Databases.Rest;

/// <summary>Counts requests in a window of 60 seconds (reference page "Request limits").</summary>
internal sealed class SlidingWindow(TimeProvider time)
{
    // For the difference between two clocks.
    public static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan Length = TimeSpan.FromSeconds(60);

    private readonly Queue<TimeSpan> _taken = new();
    private readonly long _started = time.GetTimestamp();

    private TimeSpan Now => time.GetElapsedTime(_started);

    // How long until one more request fits; zero if it does now.
    public TimeSpan WaitFor(int? limit)
    {
        var now = Now;
        while (_taken.TryPeek(out var oldest) && now - oldest >= Length)
            _taken.Dequeue();
        if (limit is not { } most || _taken.Count < most)
            return TimeSpan.Zero;
        return most == 0 ? Length : _taken.ElementAt(_taken.Count - most) + Length - now;
    }

    public void Take() => _taken.Enqueue(Now);
}
