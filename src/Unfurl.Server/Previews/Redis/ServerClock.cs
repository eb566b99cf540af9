namespace Unfurl.Server.Previews.Redis;

/// <summary>
/// Redis's clock as this replica knows it. Times of shared entries are on it, so no clock of a replica is compared with
/// another's.
/// </summary>
/// <param name="time">This replica's clock.</param>
/// <param name="server">What a test has in place of Redis's clock.</param>
internal sealed class ServerClock(TimeProvider time, TimeProvider? server = null)
{
    private readonly TimeProvider? _server = server ?? (time == TimeProvider.System ? null : time);
    private long _ahead;

    /// <summary>Asks Redis for its time.</summary>
    public async Task SetAsync(Func<Task<DateTime>> ask)
    {
        // From before it was asked: what is shared counts as older rather than as younger.
        var local = time.GetUtcNow().UtcTicks;
        var there = _server?.GetUtcNow().UtcTicks ?? (await ask()).Ticks;
        Volatile.Write(ref _ahead, there - local);
    }

    /// <summary>A moment by this replica's clock, in ticks UTC, as Redis has it.</summary>
    public long ThereOf(long here) => here + Volatile.Read(ref _ahead);

    /// <summary>A moment by Redis's clock, as this replica has it.</summary>
    public long HereOf(long there) => there - Volatile.Read(ref _ahead);
}
