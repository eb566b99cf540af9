using System.Security.Cryptography;
using System.Text;
using Unfurl.Server.Providers.Gate;

namespace Unfurl.Server.Providers;

/// <summary>One configured host: its adapter and the HTTP client that reaches it.</summary>
internal sealed class ProviderInstance(
    ConfiguredProvider configured,
    HttpClient http,
    TimeProvider time,
    ILogger<AdapterLog> logger,
    GateRules? rules = null
)
{
    private volatile Loaded _loaded = new(configured.Adapter);

    /// <summary>Its name everywhere: paths, keys, storage, logs. Lower case.</summary>
    public string Name { get; } = configured.Name.ToLowerInvariant();

    /// <summary>The owned host, normalized.</summary>
    public string Host => configured.Host;

    /// <summary>The owned host and its aliases.</summary>
    public IReadOnlyList<string> Hosts => configured.Hosts;

    /// <summary>The adapter's type, as declared.</summary>
    public string Type => configured.Type;

    public IProviderAdapter Adapter => _loaded.Adapter;

    /// <summary>Why its links are all unavailable; null if it works.</summary>
    public AdapterProblem? Problem => configured.Problem;

    public IReadOnlyList<LinkKind> Kinds => Adapter.Kinds;

    /// <inheritdoc cref="GateRules.IsPrivate"/>
    public bool IsPrivate => rules?.IsPrivate == true;

    /// <summary>Whether a user needs a credential of their own.</summary>
    public bool NeedsSignIn => Adapter.SignIn is OAuthSignIn or PersonalKeySignIn;

    /// <summary>
    /// As whom all accounts together ask, where they need no sign-in; null elsewhere. Another key may see other things, so it is
    /// somebody else.
    /// </summary>
    public string? SharedAccountId { get; } =
        configured.Adapter.SignIn switch
        {
            SharedSignIn(var key) =>
                $"shared {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key.Reveal())))}",
            NoSignIn => "anybody",
            _ => null,
        };

    /// <summary>How users sign in, where it is by OAuth.</summary>
    public OAuthSignIn OAuth =>
        Adapter.SignIn as OAuthSignIn ?? throw new InvalidOperationException($"{Name} has no sign-in by OAuth.");

    /// <summary>Reaches the adapter's origins only.</summary>
    public HttpClient Http { get; } = http;

    public LinkMatch? Match(Link link, out LinkKind? kind) => _loaded.Kinds.Match(link, out kind);

    /// <summary>Goes on with another adapter of the same origins and sign-in.</summary>
    public void Replace(IProviderAdapter adapter) => _loaded = new(adapter);

    /// <summary>All calls of the adapter that may ask the provider.</summary>
    public AdapterCalls Calls { get; } = new(time);

    /// <summary>The means for a call of the adapter.</summary>
    /// <param name="credential">The token or key; null for none.</param>
    public ProviderCall CallWith(Secret? credential) =>
        new(Http, credential, time, new AdapterLog(Name, credential, logger));

    private sealed record Loaded(IProviderAdapter Adapter)
    {
        public LinkKinds Kinds { get; } = new(Adapter.Kinds);
    }
}
