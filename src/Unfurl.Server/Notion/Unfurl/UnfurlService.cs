using Unfurl.Server.Notion.OAuth.Tokens;
using Unfurl.Server.Previews;
using Unfurl.Server.Tracking;

namespace Unfurl.Server.Notion.Unfurl;

/// <summary>Answers Notion, and notes that the link is now shown through the caller's grant.</summary>
internal sealed class UnfurlService(
    PreviewService previews,
    ResolutionRenderer renderer,
    UnfurlRejections refusals,
    DisplayTracker tracked
)
{
    public async ValueTask<CacheResult> UnfurlAsync(
        TokenPrincipal caller,
        string uri,
        CancellationToken cancellationToken
    )
    {
        var result = await RespondAsync(caller, uri, cancellationToken);
        refusals.LogRejection(result);
        return result;
    }

    private async ValueTask<CacheResult> RespondAsync(
        TokenPrincipal caller,
        string uri,
        CancellationToken cancellationToken
    )
    {
        if (previews.Match(uri, out var refusal) is not { } link)
            return CacheResult.Of(refusal!, CacheSource.Negative);
        if (!caller.IsConnectedTo(link.Instance))
            return CacheResult.Of(renderer.SignInNeeded(), CacheSource.Negative);

        var result = await previews.ResolveAsync(caller.Account, link, cancellationToken);
        await tracked.TrackAsync(caller.GrantId, caller.GrantTag, link, result, cancellationToken);
        return result;
    }
}
