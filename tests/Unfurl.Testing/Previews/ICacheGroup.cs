using Unfurl.Server.Previews;

namespace Unfurl.Testing.Previews;

/// <summary>One cache, or those of replicas that share a Redis, on one clock.</summary>
internal interface ICacheGroup
{
    int Size { get; }

    TestClock Clock { get; }

    /// <summary>Time goes by, on all clocks there are.</summary>
    void Advance(TimeSpan time);

    PreviewCache this[int replica] { get; }

    Invalidator InvalidatorOf(int replica);

    /// <summary>How many requests at a replica wait for a call of another.</summary>
    int WaitingForOthers(int replica);

    bool IsCutOff(int replica);

    /// <summary>A replica restarts, is cut off or returns, or Redis forgets.</summary>
    Task ApplyAsync(CacheEvent happens);

    /// <summary>Waits until each connected replica has what the others sent.</summary>
    Task SettleAsync();
}
