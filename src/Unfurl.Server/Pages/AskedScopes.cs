using Unfurl.Server.Providers;

namespace Unfurl.Server.Pages;

/// <summary>What a provider will ask a user to allow, where its adapter says it in words.</summary>
internal static class AskedScopes
{
    /// <returns>Empty without words: the provider's own page says it.</returns>
    public static IReadOnlyList<(string Scope, string? Description)> Of(ProviderInstance instance) =>
        instance.Adapter.SignIn is OAuthSignIn { ScopeDescriptions: { Count: > 0 } words } oauth
            ? [.. oauth.Scopes.Select(scope => (scope, words.GetValueOrDefault(scope)))]
            : [];
}
