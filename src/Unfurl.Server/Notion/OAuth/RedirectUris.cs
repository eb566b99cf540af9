using Unfurl.Server.Configuration;

namespace Unfurl.Server.Notion.OAuth;

/// <summary>
/// The redirect URIs that are allowed. Notion spells its redirect URI in three ways, so for listed URIs the host and
/// path are compared without regard to case, a leading <c>www.</c> is optional and a missing scheme means https. Port,
/// query, fragment and user info are compared exactly. This deviates from the exact matching of RFC 9700 §4.1.3.
/// </summary>
internal sealed class RedirectUris(UnfurlOptions settings)
{
    private const string Www = "www.";

    /// <returns>The URI in the spelling presented; null when it is not allowed.</returns>
    public Uri? Accept(string? presented) => Find(presented) is null ? null : new Uri(WithScheme(presented!));

    /// <summary>Whether two spellings mean the same redirect URI (RFC 6749 §4.1.3).</summary>
    public bool AreSame(string first, string? second) => Find(first) is { } allowed && Find(second) == allowed;

    // Compares text, not parsed URIs: a parser would normalize spellings that are not listed.
    private Uri? Find(string? presented) =>
        string.IsNullOrEmpty(presented)
            ? null
            : settings.OAuth.RedirectUris.FirstOrDefault(allowed =>
                Spellings(allowed).Any(spelling => IsSpelled(WithScheme(presented), spelling))
            );

    private static string WithScheme(string presented) =>
        presented.Contains("://", StringComparison.Ordinal) ? presented : $"https://{presented}";

    private static IEnumerable<string> Spellings(Uri allowed)
    {
        yield return allowed.AbsoluteUri;
        if (allowed.HostNameType != UriHostNameType.Dns)
            yield break;
        var other = allowed.Host.StartsWith(Www, StringComparison.Ordinal)
            ? allowed.Host[Www.Length..]
            : $"{Www}{allowed.Host}";
        yield return new UriBuilder(allowed) { Host = other }
            .Uri
            .AbsoluteUri;
    }

    private static bool IsSpelled(string text, string spelling)
    {
        var (query, listedQuery) = (QueryStart(text), QueryStart(spelling));
        return text.AsSpan(0, query).Equals(spelling.AsSpan(0, listedQuery), StringComparison.OrdinalIgnoreCase)
            && text.AsSpan(query).SequenceEqual(spelling.AsSpan(listedQuery));
    }

    private static int QueryStart(string uri) => uri.IndexOfAny(['?', '#']) is >= 0 and var start ? start : uri.Length;
}
