using Unfurl.Server.Previews;
using Unfurl.Server.Providers;

namespace Unfurl.Server.Notion.OAuth.Tokens;

/// <summary>Who is behind an access token we issued.</summary>
/// <param name="GrantId">The connection it belongs to.</param>
/// <param name="AccountId">The person.</param>
/// <param name="ExpiresAt">When the token ends.</param>
/// <param name="Providers">Names of the provider instances for which the person has a live credential.</param>
internal sealed record TokenPrincipal(
    string GrantId,
    string AccountId,
    DateTimeOffset ExpiresAt,
    IReadOnlyList<string> Providers
)
{
    /// <summary>The person, as the cache knows them.</summary>
    public CacheAccount Account { get; } = AccountId;

    /// <summary>By which what is remembered of the grant can be invalidated.</summary>
    public InvalidationTag GrantTag { get; } = InvalidationTag.OfGrant(GrantId);

    public bool IsConnectedTo(ProviderInstance instance) => Providers.Contains(instance.Name);
}
