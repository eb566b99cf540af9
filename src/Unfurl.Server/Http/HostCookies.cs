namespace Unfurl.Server.Http;

/// <summary>
/// Names of cookies that no other host can set. A host of the same domain can set a cookie of any other name for the whole
/// domain. Browsers refuse that for names with this prefix, and accept those with https and for all paths only (RFC 6265bis
/// §4.1.3.2).
/// </summary>
internal static class HostCookies
{
    private const string Prefix = "__Host-";

    public static string NameOf(string name, string scheme) => scheme == Uri.UriSchemeHttps ? Prefix + name : name;
}
