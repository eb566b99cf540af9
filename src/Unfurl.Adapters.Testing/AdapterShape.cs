namespace Unfurl.Adapters.Testing;

/// <summary>What the service asks of an adapter when it makes it.</summary>
internal static class AdapterShape
{
    // Adapters may be compiled without null checks.
    public static IEnumerable<string> Problems(IProviderAdapter? adapter)
    {
        if (adapter is null)
        {
            yield return "Create returned null: it must return the adapter, also when settings are wrong.";
            yield break;
        }
        if (adapter.Kinds is not { Count: > 0 })
            yield return "Kinds is empty: without a kind of link nothing is ever shown.";
        else if (adapter.Kinds.Any(kind => kind is not { Pattern: not null, Resolve: not null, Key: not null }))
            yield return "A kind in Kinds is null or lacks its pattern, key or resolve.";
        if (adapter.Origins is null || !adapter.Origins.All(IsWeb))
            yield return "Origins must hold absolute http(s) URLs only.";
        if (!IsComplete(adapter.SignIn))
            yield return "SignIn is null, or a member of it that must be set is not.";
        if (adapter.Icons is null)
            yield return "Icons is null: leave it out if there are none.";
    }

    private static bool IsComplete(SignIn? signIn) =>
        signIn switch
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
            _ => signIn is NoSignIn,
        };

    private static bool IsWeb(Uri? url) => url is { IsAbsoluteUri: true, Scheme: "http" or "https" };
}
