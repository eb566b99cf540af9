using System.Collections.Concurrent;

namespace Unfurl.Demo.Site;

internal sealed class OAuthClients(AcmeSiteOptions options)
{
    private readonly ConcurrentDictionary<string, bool> _redirectUris = new(
        options.RedirectUris.Select(uri => KeyValuePair.Create(uri.AbsoluteUri, true)),
        StringComparer.Ordinal
    );

    public void AllowRedirect(Uri redirectUri) => _redirectUris.TryAdd(redirectUri.AbsoluteUri, true);

    // Exact comparison of strings (RFC 9700 §2.1).
    public bool MayRedirectTo(string redirectUri) => _redirectUris.ContainsKey(redirectUri);

    public bool IsKnown(string clientId) => clientId == options.ClientId;

    public bool IsAuthentic(string clientId, string clientSecret) =>
        IsKnown(clientId) & RandomToken.AreEqual(clientSecret, options.ClientSecret.Reveal());
}
