using System.Collections.Concurrent;
using System.Net;

namespace Unfurl.Demo.Site;

/// <summary>
/// The state of a fictional company's web site, in memory: entries, sessions and grants. Tests change it through the
/// public members.
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
        Deliveries = new(options);
    }

    public static IReadOnlyList<string> Logins { get; } = ["ada", "ben"];

    internal OAuthClients Clients { get; }

    internal OAuthGrants Grants { get; }

    // Sent while SendAsync runs.
    public AcmeDeliveries Deliveries { get; }

    internal SignInSessions Sessions { get; } = new();

    internal ApiControl Control { get; } = new();

    // In the order of the home page.
    public IReadOnlyList<AcmeEntry> Entries => [.. AcmeSeed.Entries.Select(entry => _entries[entry.Path])];

    // Includes failed calls.
    public int ApiCalls => Control.Calls.Values.Sum();

    // Includes refreshes.
    public int TokensIssued => Grants.Issued;

    public int ActiveGrants(string login) => Grants.CountActive(login);

    // The path is e.g. /items/1, or /me for the signed-in user.
    public int ApiCallsTo(string path) => Control.Calls.GetValueOrDefault(path);

    public void AllowRedirect(Uri redirectUri) => Clients.AllowRedirect(redirectUri);

    public AcmeEntry? Find(string path) => _entries.GetValueOrDefault(path);

    // Also sets the time of the entry's last change, and tells of it. Throws if the path has no entry of this type.
    public void Change<TEntry>(string path, Func<TEntry, TEntry> change)
        where TEntry : AcmeEntry
    {
        while (true)
        {
            if (Find(path) is not TEntry before)
                throw new KeyNotFoundException($"There is no {typeof(TEntry).Name} at {path}.");
            var after = change(before) with { UpdatedAt = _time.GetUtcNow() };
            if (!_entries.TryUpdate(path, after, before))
                continue;
            Deliveries.Tell(before, after);
            return;
        }
    }

    // Replaces a sign-in through the browser.
    public AcmeTokens IssueTokens(string login) => Grants.IssueTokens(login);

    public void RevokeTokens(string login) => Grants.RevokeAll(login);

    // Refresh tokens stay valid.
    public void ExpireAccessTokens(string login) => Grants.ExpireAccessTokens(login);

    // Retry-After is in whole seconds. A null body is an error in JSON.
    public void RespondNext(HttpStatusCode status, int calls = 1, TimeSpan? retryAfter = null, string? body = null) =>
        Control.InjectNext(new ApiControl.InjectedResponse(status, retryAfter, body), calls);

    public void DropNext(int calls = 1) => Control.InjectNext(null, calls);

    // API calls wait until the result is disposed of; a caller may time out first.
    public IDisposable PauseCalls() => Control.Pause();
}
