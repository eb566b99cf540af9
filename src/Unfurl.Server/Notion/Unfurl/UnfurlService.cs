using Unfurl.Server.Notion.OAuth.Tokens;
using Unfurl.Server.Previews;
using Unfurl.Server.Tracking;

namespace Unfurl.Server.Notion.Unfurl;

/// <summary>Resolves links for Notion and tracks the displays of each grant.</summary>
internal sealed class UnfurlService(
    PreviewService previews,
    ResolutionRenderer renderer,
    UnfurlRejections rejections,
    DisplayTracker displays
)
{
    public async ValueTask<CacheResult> UnfurlAsync(
        TokenPrincipal principal,
        string uri,
        CancellationToken cancellationToken
    )
    {
        var result = await RespondAsync(principal, uri, cancellationToken);
        rejections.LogRejection(result);
        return result;
    }

    private async ValueTask<CacheResult> RespondAsync(
        TokenPrincipal principal,
        string uri,
        CancellationToken cancellationToken
    )
    {
        if (previews.Match(uri, out var rejection) is not { } link)
            return CacheResult.Of(rejection!, CacheSource.Negative);
        if (!principal.IsConnectedTo(link.Instance))
            return CacheResult.Of(renderer.SignInNeeded(principal.IsSuspendedAt(link.Instance)), CacheSource.Negative);

        var result = await previews.ResolveAsync(principal.Account, link, cancellationToken);
        await displays.TrackAsync(principal.GrantId, principal.GrantTag, link, result, cancellationToken);
        return result;
    }
}
