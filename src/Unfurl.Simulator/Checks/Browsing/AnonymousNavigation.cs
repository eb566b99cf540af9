using System.Net;

namespace Unfurl.Simulator.Checks.Browsing;

/// <summary>A browser without cookies that submits no form and follows redirects only within the service.</summary>
internal static class AnonymousNavigation
{
    private const int MaxRedirects = 5;

    // The last response is a page, or a redirect that leaves the service.
    public static async Task<IReadOnlyList<VisitedPage>> NavigateAsync(
        Uri start,
        Uri redirectUri,
        CancellationToken cancellationToken
    )
    {
        using var http = new HttpClient(
            new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }
        );
        var pages = new List<VisitedPage>();
        for (var next = start; ; next = pages[^1].Location!)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, next);
            request.Headers.Accept.ParseAdd("text/html,*/*;q=0.8");
            using var response = await http.SendAsync(
                request,
                HttpCompletionOption.ResponseHeadersRead,
                cancellationToken
            );
            pages.Add(VisitedPage.From(next, response));
            if (
                pages[^1].Location is not { } target
                || !IsSameOrigin(target, start)
                || IsRedirectUri(target, redirectUri)
                || pages.Count > MaxRedirects
            )
                return pages;
        }
    }

    // The service may have added parameters to the query.
    public static bool IsRedirectUri(Uri address, Uri redirectUri) =>
        address.GetLeftPart(UriPartial.Path) == redirectUri.GetLeftPart(UriPartial.Path);

    public static bool IsSameOrigin(Uri one, Uri other) =>
        one.GetLeftPart(UriPartial.Authority) == other.GetLeftPart(UriPartial.Authority);
}
