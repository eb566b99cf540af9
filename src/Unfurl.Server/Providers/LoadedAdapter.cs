using System.Collections.Frozen;

namespace Unfurl.Server.Providers;

/// <summary>What an adapter said of itself when it was made, checked.</summary>
internal sealed class LoadedAdapter : IProviderAdapter
{
    /// <exception cref="InvalidOperationException">The adapter breaks the contract.</exception>
    public LoadedAdapter(IProviderAdapter adapter)
    {
        // Adapters may be compiled without null checks.
        Kinds = [.. adapter.Kinds];
        Origins = [.. adapter.Origins];
        ReachesOtherHosts = adapter.ReachesOtherHosts;
        SignIn = adapter.SignIn;
        Icons = adapter.Icons.ToFrozenDictionary();
        Webhooks = adapter.Webhooks;

        if (Kinds.Any(kind => kind is not { Pattern: not null, Resolve: not null, Key: not null }))
            throw new InvalidOperationException("A kind of link lacks its pattern, key or resolve.");
        if (!Origins.All(IsWeb))
            throw new InvalidOperationException("An origin is no absolute http(s) URL.");
        var isComplete = SignIn switch
        {
            OAuthSignIn oauth => IsWeb(oauth.AuthorizationEndpoint)
                && IsWeb(oauth.TokenEndpoint)
                && oauth
                    is { ClientId: not null, ClientSecret: not null, Identify: not null, ExplainCallback: not null }
                && oauth
                    is {
                        Scopes: not null,
                        ScopeDescriptions: not null,
                        RefreshTokenRejections: not null,
                        SwitchAccountParameters: not null
                    },
            PersonalKeySignIn key => key.Identify is not null,
            SharedSignIn shared => shared.Credential is not null,
            _ => SignIn is NoSignIn,
        };
        if (!isComplete)
            throw new InvalidOperationException("The sign-in is not complete.");
    }

    public IReadOnlyList<LinkKind> Kinds { get; }

    public IReadOnlyList<Uri> Origins { get; }

    public bool ReachesOtherHosts { get; }

    public SignIn SignIn { get; }

    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Icons { get; }

    public IWebhookReceiver? Webhooks { get; }

    private static bool IsWeb(Uri? url) => url is { IsAbsoluteUri: true, Scheme: "http" or "https" };
}
