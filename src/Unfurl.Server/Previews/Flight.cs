namespace Unfurl.Server.Previews;

/// <summary>Somebody is on the way to get an account's answer for a link, for all who ask meanwhile.</summary>
internal sealed class Flight(CopyAddress address)
{
    // Whoever waits goes on at once, on the thread that brings it: each change of threads costs more than the look's own work.
    private readonly TaskCompletionSource<CacheResult?> _looked = new();
    private readonly TaskCompletionSource<CacheResult> _answer = new();

    public CopyAddress Address { get; } = address;

    /// <summary>
    /// Ends when level 2 was looked into: what was there is in level 1 by then. Gives the answer where there is no more to it.
    /// </summary>
    public Task<CacheResult?> Looked => _looked.Task;

    /// <summary>What it brings.</summary>
    public Task<CacheResult> Answer => _answer.Task;

    /// <summary>The place in the order of what it brings.</summary>
    public long Order { get; set; }

    /// <summary>The same from when the provider is asked; null until then.</summary>
    public long? Asked { get; set; }

    /// <summary>What it brought; null when that was a copy found fresh.</summary>
    public Entry? Brought { get; set; }

    /// <summary>Whether what it brought is from before an invalidation.</summary>
    /// <param name="known">The latest mark that counts.</param>
    /// <param name="invalidations">All marks.</param>
    public bool IsOutdated(long known, Invalidations invalidations) =>
        Order < known && Brought is { } brought && brought.StandingIn(invalidations) != Standing.Valid;

    /// <summary>Level 2 had nothing that could be shown as it is, and the provider has to be asked.</summary>
    public void HasLooked() => _looked.TrySetResult(null);

    public void Land(CacheResult answer)
    {
        _looked.TrySetResult(answer);
        _answer.SetResult(answer);
    }

    public void Crash(Exception exception)
    {
        _looked.TrySetResult(null);
        _answer.SetException(exception);
    }
}
