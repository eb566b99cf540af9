using Unfurl.Server.Authorization.Tokens;
using Unfurl.Server.Caching;
using Unfurl.Server.Providers;
using Unfurl.Server.Providers.Credentials;
using Unfurl.Server.Updates;

namespace Unfurl.Server.Unfurling;

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
    /// <summary>Answers Notion, and remembers that the link is now shown through the caller's grant.</summary>
    public async ValueTask<CacheResult> UnfurlAsync(Caller caller, string uri, CancellationToken cancellationToken)
    {
        var result = await AnswerAsync(caller, uri, cancellationToken);
        refusals.Note(result);
        return result;
    }

    private async ValueTask<CacheResult> AnswerAsync(Caller caller, string uri, CancellationToken cancellationToken)
    {
        if (!Link.TryParse(uri, out var link))
            return CacheResult.Of(AnswerRenderer.NoLink, CacheSource.Negative);
        if (providers.Match(link) is not { } owned)
            return CacheResult.Of(AnswerRenderer.NotOwned, CacheSource.Negative);
        if (!caller.IsConnectedTo(owned.Instance))
            return CacheResult.Of(renderer.SignInNeeded(), CacheSource.Negative);

        var result = await ResolveAsync(caller.AccountId, owned, cancellationToken);
        if (result.Outcome == Outcome.Shown)
            await tracked.ShownAsync(caller.GrantId, owned, cancellationToken);
        return result;
    }

    /// <summary>What an account sees behind a link.</summary>
    public ValueTask<CacheResult> ResolveAsync(string accountId, OwnedLink owned, CancellationToken cancellationToken)
    {
        var key = new CacheKey(owned.Instance.Name, owned.Key);
        return cache.TryGet(accountId, key, out var known)
            ? ValueTask.FromResult(known)
            : AskAsync(accountId, owned, key, cancellationToken);
    }

    private ValueTask<CacheResult> AskAsync(
        string accountId,
        OwnedLink owned,
        CacheKey key,
        CancellationToken cancellationToken
    ) =>
        cache.GetOrResolveAsync(
            accountId,
            key,
            async limit =>
                renderer.Render(
                    await owned.Instance.ResolveAsync(owned.Match, accountId, credentials, limit),
                    owned.Instance
                ),
            cancellationToken
        );
}
