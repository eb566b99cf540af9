using Unfurl.Server.Connections.Credentials;
using Unfurl.Server.Notion.OAuth.Tokens;
using Unfurl.Server.Previews;
using Unfurl.Server.Providers;
using Unfurl.Server.Tracking;

namespace Unfurl.Server.Notion.Unfurl;

/// <summary>A link and who asks become Notion's operations: match, look into the cache, else ask the provider.</summary>
internal sealed class UnfurlService(
    ProviderRegistry providers,
    PreviewCache cache,
    CredentialService credentials,
    AnswerRenderer renderer,
    UnfurlRefusals refusals,
    TrackedPreviews tracked
)
{
    private readonly RecentLinks _recent = new();

    /// <summary>Answers Notion, and remembers that the link is now shown through the caller's grant.</summary>
    public async ValueTask<CacheResult> UnfurlAsync(Caller caller, string uri, CancellationToken cancellationToken)
    {
        var result = await AnswerAsync(caller, uri, cancellationToken);
        refusals.Note(result);
        return result;
    }

    private async ValueTask<CacheResult> AnswerAsync(Caller caller, string uri, CancellationToken cancellationToken)
    {
        if (_recent.Find(uri) is not { } owned)
        {
            if (!Link.TryParse(uri, out var link))
                return CacheResult.Of(AnswerRenderer.NoLink, CacheSource.Negative);
            if (providers.Match(link) is not { } found)
                return CacheResult.Of(AnswerRenderer.NotOwned, CacheSource.Negative);
            _recent.Keep(owned = found);
        }
        if (!caller.IsConnectedTo(owned.Instance))
            return CacheResult.Of(renderer.SignInNeeded(), CacheSource.Negative);

        var result = await ResolveAsync(caller.Account, owned, cancellationToken);
        await tracked.AnsweredAsync(caller, owned, result, cancellationToken);
        return result;
    }

    /// <summary>What an account sees behind a link.</summary>
    public ValueTask<CacheResult> ResolveAsync(
        CacheAccount account,
        OwnedLink owned,
        CancellationToken cancellationToken
    ) =>
        cache.TryGet(account, owned.Key, out var known)
            ? ValueTask.FromResult(known)
            : AskAsync(account, owned, cancellationToken);

    private ValueTask<CacheResult> AskAsync(
        CacheAccount account,
        OwnedLink owned,
        CancellationToken cancellationToken
    ) =>
        cache.GetOrResolveAsync(
            account,
            owned.Key,
            async limit =>
                renderer.Render(
                    await owned.Instance.ResolveAsync(owned.Match, account.Id, credentials, limit),
                    owned.Instance
                ),
            cancellationToken
        );
}
