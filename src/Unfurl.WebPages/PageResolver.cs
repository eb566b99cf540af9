using System.Diagnostics;
using Unfurl.WebPages.Reading;
using Unfurl.WebPages.Walls;

namespace Unfurl.WebPages;

/// <summary>Makes cards of pages.</summary>
/// <param name="site">Under which address links are written.</param>
/// <param name="isPublic">Whether what nobody is asked for may be shown to everybody.</param>
internal sealed class PageResolver(PageReader reader, Uri site, bool isPublic)
{
    private const int MaxResource = 500;

    public async Task<Resolution> ResolveAsync(LinkMatch match, ProviderCall call, CancellationToken cancellationToken)
    {
        var path = PathOf(match.Link);
        var (verdict, facts) = await reader.ReadAsync(AskedPathOf(match.Link, path), call, cancellationToken);
        return verdict switch
        {
            Verdict.Page => new Resolution.Found(PageCard.Of(facts!, site))
            {
                Audience = isPublic && call.Credential is null ? Audience.Public : Audience.Account,
                Resources = path.Length <= MaxResource ? [new(path)] : [],
            },
            // Of nobody, who cannot sign in, it is hidden.
            Verdict.SignIn => call.Credential is null ? new Resolution.NotFound() : new Resolution.SignInNeeded(),
            Verdict.Missing => new Resolution.NotFound(),
            Verdict.Limited(var until) => new Resolution.RateLimited(until),
            Verdict.Failed(var reason) => new Resolution.Unavailable(reason),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>What says which page it is: the query too. The server never gets the fragment.</summary>
    public static string PathOf(Link link)
    {
        if (link.Query.Length == 0)
            return link.Path;
        var query = link.Query.Split('&');
        if (Array.Exists(query, IsTracking))
            query = Array.FindAll(query, part => !IsTracking(part));
        return query.Length == 0 ? link.Path : $"{link.Path}?{string.Join('&', query)}";
    }

    // As it was pasted: some servers have a page only with the slash at its end, or only without.
    private static string AskedPathOf(Link link, string path) =>
        link.Path.Length > 1 && link.Original.Split('?', '#')[0].EndsWith('/')
            ? path.Insert(link.Path.Length, "/")
            : path;

    // What campaigns and mails add to links, and no page is about.
    private static bool IsTracking(string part) =>
        part.StartsWith("utm_", StringComparison.OrdinalIgnoreCase)
        || part.Split('=')[0].ToLowerInvariant() is "fbclid" or "gclid" or "msclkid" or "mc_cid" or "mc_eid";
}
