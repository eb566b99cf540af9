namespace Unfurl.Server.Providers;

/// <summary>One configured host: its adapter and the HTTP client that reaches it.</summary>
internal sealed class ProviderInstance(
    string name,
    string host,
    string type,
    IProviderAdapter adapter,
    HttpClient http,
    TimeProvider time
)
{
    private readonly LinkPattern[] _patterns = [.. adapter.Patterns];

    /// <summary>Its name everywhere: paths, keys, storage, logs. Lower case.</summary>
    public string Name { get; } = name.ToLowerInvariant();

    /// <summary>The owned host, normalized.</summary>
    public string Host { get; } = host;

    /// <summary>The adapter's type, as declared.</summary>
    public string Type { get; } = type;

    public IProviderAdapter Adapter { get; } = adapter;

    /// <summary>Reaches the adapter's origins only.</summary>
    public HttpClient Http { get; } = http;

    /// <returns>The match of the first kind that matches, because adapters list the most specific first; null without one.</returns>
    public LinkMatch? Match(Link link)
    {
        foreach (var pattern in _patterns)
        {
            if (pattern.Match(link) is { } match)
                return match;
        }
        return null;
    }

    /// <summary>Calls the adapter with a credential of the instance.</summary>
    /// <param name="match">The link.</param>
    /// <param name="accessToken">The credential's token.</param>
    /// <param name="cancellationToken">Carries the time limit of the whole call.</param>
    public async Task<Resolution> ResolveAsync(
        LinkMatch match,
        Secret accessToken,
        CancellationToken cancellationToken
    ) =>
        // Adapters may be compiled without checks for null.
        await Adapter.ResolveAsync(match, new ProviderCall(Http, accessToken, time), cancellationToken)
        ?? throw new InvalidOperationException("The adapter gave no resolution.");
}
