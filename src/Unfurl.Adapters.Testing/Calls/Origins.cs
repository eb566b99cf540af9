namespace Unfurl.Adapters.Testing.Calls;

internal static class Origins
{
    /// <summary>The origins that an adapter may call.</summary>
    public static IReadOnlyList<Uri> Of(IProviderAdapter adapter) =>
        [.. adapter.Origins, .. adapter.SignIn is OAuthSignIn oauth ? [oauth.TokenEndpoint] : Array.Empty<Uri>()];

    /// <summary>Whether scheme, host and port are the same.</summary>
    public static bool HasOrigin(this Uri url, Uri origin) =>
        (url.Scheme, url.IdnHost, url.Port) == (origin.Scheme, origin.IdnHost, origin.Port);
}
