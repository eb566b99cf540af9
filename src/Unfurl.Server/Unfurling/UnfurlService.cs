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
    TrackedPreviewRepository tracked
)
{
    /// <summary>Answers Notion, and remembers that the link is now shown through the caller's grant.</summary>
    public async ValueTask<CacheResult> UnfurlAsync(Caller caller, string uri, CancellationToken cancellationToken)
    {
        if (!Link.TryParse(uri, out var link) || providers.Match(link) is not { } owned)
            return new CacheResult(AnswerRenderer.NotFound, CacheSource.Negative);
        if (!caller.IsConnectedTo(owned.Instance))
            return new CacheResult(renderer.SignInNeeded(), CacheSource.Negative);

        var result = await ResolveAsync(caller.AccountId, owned, cancellationToken);
        if (result.Answer.Outcome == Outcome.Shown)
            await tracked.AddAsync(caller.GrantId, owned, cancellationToken);
        return result;
    }

    /// <summary>What an account sees behind a link.</summary>
    public ValueTask<CacheResult> ResolveAsync(
        string accountId,
        OwnedLink owned,
        CancellationToken cancellationToken
    ) =>
        cache.GetOrResolveAsync(
            accountId,
            new CacheKey(owned.Instance.Name, owned.Key),
            async limit =>
                renderer.Render(
                    await owned.Instance.ResolveAsync(owned.Match, accountId, credentials, limit),
                    owned.Instance
                ),
            cancellationToken
        );
}
