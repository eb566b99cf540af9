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
        var (verdict, facts) = await reader.ReadAsync(path, call, cancellationToken);
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
    public static string PathOf(Link link) => link.Query.Length > 0 ? $"{link.Path}?{link.Query}" : link.Path;
}
