using Unfurl.Server.Operations.Configuration;

namespace Unfurl.Server.Authorization;

/// <summary>
/// The allow list of redirect URIs. Notion spells its constant in three ways, so host and path are compared without
/// regard to case, <c>www.</c> makes no difference and a missing scheme means https, but only for listed hosts; port,
/// query, fragment and user name are compared exactly. A deviation from the exact matching of RFC 9700 §4.1.3.
/// </summary>
internal sealed class RedirectUris(UnfurlSettings settings)
{
    /// <summary>The URI to answer at, at the spelling presented; null when it is not on the list.</summary>
    public Uri? Accept(string? presented)
    {
        if (
            string.IsNullOrEmpty(presented)
            || presented.Length > Link.MaxLength
            || presented.Any(c => c is '\\' or < '!' or > '~')
        )
            return null;
        var text = presented.Contains("://", StringComparison.Ordinal) ? presented : $"https://{presented}";
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || !IsWrittenOut(uri, text))
            return null;
        return settings.OAuth.RedirectUris.Any(allowed => AreSame(allowed, uri)) ? uri : null;
    }

    /// <summary>Whether two accepted spellings mean the same address (RFC 6749 §4.1.3).</summary>
    public bool AreSame(string first, string? second) =>
        Accept(first) is { } one && Accept(second) is { } other && AreSame(one, other);

    private static bool AreSame(Uri allowed, Uri presented) =>
        allowed.Scheme == presented.Scheme
        && allowed.Port == presented.Port
        && allowed.UserInfo == presented.UserInfo
        && allowed.Query == presented.Query
        && allowed.Fragment == presented.Fragment
        && Link.NormalizeHost(allowed.Host) == Link.NormalizeHost(presented.Host)
        && allowed.AbsolutePath.Equals(presented.AbsolutePath, StringComparison.OrdinalIgnoreCase);

    /// <summary>What the parser had to tidy up (dot segments, a default port, an empty user name) was not written as listed.</summary>
    private static bool IsWrittenOut(Uri uri, string text) =>
        uri.AbsoluteUri.Equals(text, StringComparison.OrdinalIgnoreCase);
}
