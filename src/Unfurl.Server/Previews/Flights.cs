namespace Unfurl.Server.Previews;

/// <summary>
/// The calls that are under way in this process: one at a time per account and link. What lands is kept, and what others
/// learned of the link meanwhile is minded, in one step under one lock.
/// </summary>
internal sealed class Flights
{
    private readonly Lock _gate = new();
    private readonly Dictionary<UInt128, List<Flight>> _byLink = [];

    /// <summary>How many are under way.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _byLink.Values.Sum(flights => flights.Count);
        }
    }

    /// <summary>Joins the account's flight for a link, or starts one.</summary>
    /// <param name="address">Who asks for what.</param>
    /// <param name="fly">Asks the provider; has to call <see cref="Land"/> at its end.</param>
    /// <param name="isNew">Whether it was started.</param>
    public Flight JoinOrStart(CopyAddress address, Func<Flight, Task<CacheResult>> fly, out bool isNew)
    {
        Flight started;
        lock (_gate)
        {
            if (!_byLink.TryGetValue(address.Own.Link, out var flights))
                _byLink.Add(address.Own.Link, flights = []);
            if (flights.Find(flight => flight.Address == address) is { } running)
            {
                isNew = false;
                return running;
            }
            flights.Add(started = new Flight(address));
        }
        isNew = true;
        _ = started.RunAsync(fly);
        return started;
    }

    /// <summary>Does something while nothing else can be learned of any link.</summary>
    public void Atomically(Action act)
    {
        lock (_gate)
            act();
    }

    /// <summary>Ends a flight.</summary>
    /// <param name="flight">The flight.</param>
    /// <param name="keep">Keeps what it brought, and ends what that contradicts.</param>
    public void Land(Flight flight, Action keep)
    {
        lock (_gate)
        {
            Remove(flight);
            keep();
        }
    }

    /// <summary>
    /// The thing turned out not to be public: what is under way cannot know that it was asked late enough to tell
    /// otherwise, so it is not shared.
    /// </summary>
    /// <param name="link">The link's part of the key.</param>
    /// <param name="end">Ends the copy there is.</param>
    public void EndSharing(UInt128 link, Action end)
    {
        lock (_gate)
        {
            foreach (var flight in _byLink.GetValueOrDefault(link, []))
                flight.MayShare &= !flight.IsAsking;
            end();
        }
    }

    /// <summary>The account was refused the link elsewhere: what is under way may be from before, so nothing of it is kept.</summary>
    /// <param name="own">The key of the account's copy.</param>
    /// <param name="end">Ends the copy there is.</param>
    public void Leave(CopyKey own, Action end)
    {
        lock (_gate)
        {
            if (Find(own) is { IsAsking: true } flight)
            {
                flight.IsLeft = true;
                Remove(flight);
            }
            end();
        }
    }

    private Flight? Find(CopyKey own) => _byLink.GetValueOrDefault(own.Link)?.Find(flight => flight.Address.Own == own);

    private void Remove(Flight flight)
    {
        if (
            _byLink.TryGetValue(flight.Address.Own.Link, out var flights)
            && flights.Remove(flight)
            && flights.Count == 0
        )
            _byLink.Remove(flight.Address.Own.Link);
    }
}

/// <summary>One call to the provider.</summary>
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

    /// <summary>Whether the provider was asked, so that what is learned of the link from now on may be later than the answer.</summary>
    public bool IsAsking { get; set; }

    /// <summary>Whether a public answer may be shown to other accounts.</summary>
    public bool MayShare { get; set; } = true;

    /// <summary>The place in the order of what it brings.</summary>
    public long Order { get; set; }

    /// <summary>What it brought; null when that was a copy found fresh, or is not kept.</summary>
    public Entry? Brought { get; set; }

    /// <summary>Whether the account was refused the link elsewhere meanwhile: then nothing of it is kept.</summary>
    public bool IsLeft { get; set; }

    /// <summary>Whether what it brought is from before an invalidation; of what is not kept, nobody knows which concern it.</summary>
    /// <param name="known">The latest mark that counts.</param>
    /// <param name="invalidations">All marks.</param>
    public bool IsOutdated(long known, Invalidations invalidations) =>
        Order < known && (Brought is { } brought ? brought.StandingIn(invalidations) != Standing.Valid : IsLeft);

    /// <summary>Level 2 had nothing that could be shown as it is, and the provider has to be asked.</summary>
    public void HasLooked() => _looked.TrySetResult(null);

    /// <summary>Does the work, and hands out what it brings.</summary>
    public async Task RunAsync(Func<Flight, Task<CacheResult>> fly)
    {
        try
        {
            var answer = await fly(this);
            _looked.TrySetResult(answer);
            _answer.SetResult(answer);
        }
        catch (Exception exception)
        {
            _looked.TrySetResult(null);
            _answer.SetException(exception);
        }
    }
}
