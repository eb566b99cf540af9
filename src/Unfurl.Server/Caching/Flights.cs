namespace Unfurl.Server.Caching;

/// <summary>
/// The calls that are under way: one at a time per account and link. What lands is kept, and what others learned of the
/// link meanwhile is minded, in one step under one lock.
/// </summary>
internal sealed class Flights
{
    private readonly Lock _gate = new();
    private readonly Dictionary<CacheKey, List<Flight>> _byLink = [];

    /// <summary>Joins the account's flight for a link, or starts one.</summary>
    /// <param name="account">Who asks.</param>
    /// <param name="link">The link.</param>
    /// <param name="fly">Asks the provider; has to call <see cref="Land"/> at its end.</param>
    public Task<CachedAnswer> JoinOrStart(string account, CacheKey link, Func<Flight, Task<CachedAnswer>> fly)
    {
        lock (_gate)
        {
            if (!_byLink.TryGetValue(link, out var flights))
                _byLink.Add(link, flights = []);
            if (flights.Find(flight => flight.Account == account) is { } running)
                return running.Answer;

            var flight = new Flight(account, link);
            flights.Add(flight);
            return flight.Answer = StartAsync(flight, fly);
        }
    }

    /// <summary>Ends a flight.</summary>
    /// <param name="flight">The flight.</param>
    /// <param name="keep">Keeps what it brought; not called when the flight was called off.</param>
    public void Land(Flight flight, Action keep)
    {
        lock (_gate)
        {
            if (Remove(flight))
                keep();
        }
    }

    /// <summary>
    /// The thing turned out not to be public: what is under way cannot know that it was asked late enough to tell
    /// otherwise, so it is not shared. To be called from within <see cref="Land"/>.
    /// </summary>
    public void EndSharing(CacheKey link)
    {
        lock (_gate)
        {
            foreach (var flight in _byLink.GetValueOrDefault(link, []))
                flight.MayShare = false;
        }
    }

    /// <summary>Calls an account's flight off: its callers get their answer, but nothing is kept of it.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="link">Of which link.</param>
    /// <param name="forget">Forgets what was kept already.</param>
    public void CallOff(string account, CacheKey link, Action forget)
    {
        lock (_gate)
        {
            if (_byLink.GetValueOrDefault(link, []).Find(flight => flight.Account == account) is { } running)
                Remove(running);
            forget();
        }
    }

    private static async Task<CachedAnswer> StartAsync(Flight flight, Func<Flight, Task<CachedAnswer>> fly)
    {
        // Never on the caller's thread: it holds the lock, and its wait is measured from now.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        return await fly(flight);
    }

    private bool Remove(Flight flight)
    {
        if (!_byLink.TryGetValue(flight.Link, out var flights) || !flights.Remove(flight))
            return false;
        if (flights.Count == 0)
            _byLink.Remove(flight.Link);
        return true;
    }
}

/// <summary>One call to the provider.</summary>
internal sealed class Flight(string account, CacheKey link)
{
    public string Account { get; } = account;

    public CacheKey Link { get; } = link;

    /// <summary>What it brings.</summary>
    public Task<CachedAnswer> Answer { get; set; } = null!;

    /// <summary>Whether a public answer may be shown to other accounts.</summary>
    public bool MayShare { get; set; } = true;
}
