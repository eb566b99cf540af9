using System.Collections.Concurrent;
using Unfurl.Server.Connections.Credentials;
using Unfurl.Server.Logging;

namespace Unfurl.Server.Providers;

/// <summary>One configured host: its adapter, and the calls to it with the right credential and within the time limit.</summary>
internal sealed partial class ProviderInstance(
    string name,
    string host,
    string type,
    IProviderAdapter adapter,
    HttpClient http,
    TimeProvider time,
    ILogger<ProviderInstance> logger
)
{
    private const string OriginNotDeclared = "origin_not_declared";
    private const string AdapterFailed = "adapter_failed";

    private readonly LinkKinds _kinds = new(adapter.Patterns);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _heldUntil = new(StringComparer.Ordinal);

    /// <summary>Its name everywhere: paths, keys, storage, logs. Lower case.</summary>
    public string Name { get; } = name.ToLowerInvariant();

    /// <summary>The owned host, normalized.</summary>
    public string Host { get; } = host;

    /// <summary>The adapter's type, as declared.</summary>
    public string Type { get; } = type;

    public IProviderAdapter Adapter { get; } = adapter;

    /// <summary>Reaches the adapter's origins only.</summary>
    public HttpClient Http { get; } = http;

    public LinkMatch? Match(Link link) => _kinds.Match(link);

    /// <summary>Resolves a link as one account; never throws for what a provider may do.</summary>
    /// <param name="match">The link.</param>
    /// <param name="accountId">Who asks.</param>
    /// <param name="credentials">Where the account's credential is.</param>
    /// <param name="cancellationToken">Carries the time limit of the whole call.</param>
    public async Task<Resolution> ResolveAsync(
        LinkMatch match,
        string accountId,
        CredentialService credentials,
        CancellationToken cancellationToken
    )
    {
        // A limit belongs to one account's credential, so it holds back that account only, for all its links here.
        if (_heldUntil.TryGetValue(accountId, out var until) && until > time.GetUtcNow())
            return new Resolution.RateLimited(until);
        _heldUntil.TryRemove(KeyValuePair.Create(accountId, until));

        try
        {
            // An adapter that overlooks the token is not waited for.
            var resolution = await ResolveWithCredentialAsync(match, accountId, credentials, cancellationToken)
                .WaitAsync(cancellationToken);
            if (resolution is Resolution.RateLimited limited)
                Hold(accountId, limited.Until);
            return resolution is Resolution.Unavailable unavailable ? Noted(unavailable, match) : resolution;
        }
        catch (OperationCanceledException)
        {
            return Noted(new("no answer within the time limit") { TooSlow = true }, match);
        }
        catch (HttpRequestException exception)
        {
            return Noted(new($"the provider cannot be reached: {exception.HttpRequestError}"), match);
        }
        catch (IOException)
        {
            return Noted(new("the answer broke off or was too long"), match);
        }
        catch (Exception exception)
        {
            var reason = exception is UndeclaredOriginException ? OriginNotDeclared : AdapterFailed;
            Log.AdapterFailed(logger, Name, match.Pattern.Name, reason, new Stack(exception));
            return new Resolution.Unavailable($"the adapter failed: {exception.GetType().Name}");
        }
    }

    /// <summary>People are told the same of all outages; what it was this time, the operator reads.</summary>
    private Resolution.Unavailable Noted(Resolution.Unavailable outage, LinkMatch match)
    {
        Log.Unavailable(logger, Name, match.Pattern.Name, outage.Reason);
        return outage;
    }

    /// <summary>Calls that were under way may end in any order: the latest time that the provider named counts.</summary>
    private void Hold(string accountId, DateTimeOffset until) =>
        _heldUntil.AddOrUpdate(accountId, until, (_, known) => known > until ? known : until);

    private async Task<Resolution> ResolveWithCredentialAsync(
        LinkMatch match,
        string accountId,
        CredentialService credentials,
        CancellationToken cancellationToken
    )
    {
        if (await credentials.GetLiveAsync(accountId, this, cancellationToken) is not { } credential)
            return new Resolution.SignInNeeded();

        var resolution = await CallAsync(match, credential, cancellationToken);
        if (resolution is not Resolution.SignInNeeded)
            return resolution;

        // The provider no longer takes the token: renew it once if it can be, else the user has to sign in again.
        if (await credentials.RenewAsync(credential, this, cancellationToken) is not { } renewed)
            return resolution;
        resolution = await CallAsync(match, renewed, cancellationToken);
        if (resolution is Resolution.SignInNeeded)
            await credentials.EndAsync(renewed, cancellationToken);
        return resolution;
    }

    private async Task<Resolution> CallAsync(
        LinkMatch match,
        Credential credential,
        CancellationToken cancellationToken
    ) =>
        // Adapters may be compiled without checks for null.
        await Adapter.ResolveAsync(match, new ProviderCall(Http, credential.AccessToken, time), cancellationToken)
        ?? throw new InvalidOperationException("The adapter gave no resolution.");

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Information,
            Message = "{Provider} gave no answer to a link of the kind {Kind}: {Detail}."
        )]
        public static partial void Unavailable(ILogger logger, string provider, string kind, string detail);

        [LoggerMessage(
            Level = LogLevel.Error,
            Message = "The adapter of {Provider} failed to resolve a link of the kind {Kind}: {Reason}. {Exception}"
        )]
        public static partial void AdapterFailed(
            ILogger logger,
            string provider,
            string kind,
            string reason,
            Stack exception
        );
    }
}
