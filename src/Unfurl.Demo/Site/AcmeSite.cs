using System.Collections.Concurrent;
using System.Net;

namespace Unfurl.Demo.Site;

/// <summary>
/// The state of a made-up company's web site: what it publishes, who is signed in, what was given to whom. Lives in
/// memory. What tests use to change the course of things is public.
/// </summary>
public sealed class AcmeSite
{
    private readonly ConcurrentDictionary<string, AcmeEntry> _entries = new(
        AcmeSeed.Entries.ToDictionary(entry => entry.Path),
        StringComparer.OrdinalIgnoreCase
    );

    private readonly TimeProvider _time;

    public AcmeSite(AcmeSiteOptions options, TimeProvider time)
    {
        _time = time;
        Clients = new OAuthClients(options);
        Grants = new OAuthGrants(options, time);
    }

    /// <summary>The people who can sign in.</summary>
    public static IReadOnlyList<string> Logins { get; } = ["ada", "ben"];

    internal OAuthClients Clients { get; }

    internal OAuthGrants Grants { get; }

    internal SignInSessions Sessions { get; } = new();

    internal ApiControl Control { get; } = new();

    /// <summary>Everything the site has, in the order of its home page.</summary>
    public IReadOnlyList<AcmeEntry> Entries => [.. AcmeSeed.Entries.Select(entry => _entries[entry.Path])];

    /// <summary>How many API calls arrived, failed ones included.</summary>
    public int ApiCalls => Control.Calls.Values.Sum();

    /// <summary>How many token requests, refreshes included, were answered with tokens.</summary>
    public int TokensIssued => Grants.Issued;

    /// <summary>How many sign-ins of a user have given tokens that still work.</summary>
    public int ActiveGrants(string login) => Grants.CountActive(login);

    /// <summary>How many API calls arrived for one entry.</summary>
    /// <param name="path">Its path, e.g. <c>/items/1</c>; <c>/me</c> for who is signed in.</param>
    public int ApiCallsTo(string path) => Control.Calls.GetValueOrDefault(path);

    /// <summary>Lets one more address be redirected to with a code.</summary>
    public void AllowRedirect(Uri redirectUri) => Clients.AllowRedirect(redirectUri);

    /// <summary>What is at a path; null when nothing is.</summary>
    public AcmeEntry? Find(string path) => _entries.GetValueOrDefault(path);

    /// <summary>Changes an entry, e.g. its title or who sees it, and the time of its last change.</summary>
    /// <exception cref="KeyNotFoundException">Nothing of that kind is at the path.</exception>
    public void Change<TEntry>(string path, Func<TEntry, TEntry> change)
        where TEntry : AcmeEntry
    {
        while (true)
        {
            if (Find(path) is not TEntry before)
                throw new KeyNotFoundException($"There is no {typeof(TEntry).Name} at {path}.");
            if (_entries.TryUpdate(path, change(before) with { UpdatedAt = _time.GetUtcNow() }, before))
                return;
        }
    }

    /// <summary>Gives a user tokens without a browser, as a finished sign-in would.</summary>
    public AcmeTokens IssueTokens(string login) => Grants.IssueTokens(login);

    /// <summary>Ends everything that was given out in a user's name: access and refresh tokens.</summary>
    public void RevokeTokens(string login) => Grants.RevokeAll(login);

    /// <summary>Ends a user's access tokens only; their refresh tokens go on.</summary>
    public void ExpireAccessTokens(string login) => Grants.ExpireAccessTokens(login);

    /// <summary>Answers the next API calls with a status instead of data.</summary>
    /// <param name="status">The status.</param>
    /// <param name="calls">How many calls.</param>
    /// <param name="retryAfter">The value of <c>Retry-After</c>, in whole seconds; null for none.</param>
    /// <param name="body">What to answer instead of an error in JSON.</param>
    public void RespondNext(HttpStatusCode status, int calls = 1, TimeSpan? retryAfter = null, string? body = null) =>
        Control.InjectNext(new ApiControl.InjectedResponse(status, retryAfter, body), calls);

    /// <summary>Cuts the connection of the next API calls.</summary>
    public void DropNext(int calls = 1) => Control.InjectNext(null, calls);

    /// <summary>Lets API calls wait until the result is disposed of, then answers them; a caller may give up before.</summary>
    public IDisposable PauseCalls() => Control.Pause();
}
