using Unfurl.Server.Configuration;

namespace Unfurl.Server.Notion.OAuth;

/// <summary>
/// The allow list of redirect URIs. Notion spells its constant in three ways, so host and path are compared without
/// regard to case, one <c>www.</c> makes no difference and a missing scheme means https, but only for listed hosts; port,
/// query, fragment and user name are compared exactly. A deviation from the exact matching of RFC 9700 §4.1.3.
/// </summary>
internal sealed class RedirectUris(UnfurlSettings settings)
{
    private const string Www = "www.";

    /// <summary>The URI to answer at, at the spelling presented; null when it is not on the list.</summary>
    public Uri? Accept(string? presented) => Find(presented) is null ? null : new Uri(WithScheme(presented!));

    /// <summary>Whether two accepted spellings mean the same address (RFC 6749 §4.1.3).</summary>
    public bool AreSame(string first, string? second) => Find(first) is { } allowed && Find(second) == allowed;

    /// <summary>What is presented is compared as text: whatever a parser would have to tidy up was not written as listed.</summary>
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
