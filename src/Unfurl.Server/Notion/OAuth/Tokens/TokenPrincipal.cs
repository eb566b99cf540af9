using Unfurl.Server.Previews;
using Unfurl.Server.Providers;

namespace Unfurl.Server.Notion.OAuth.Tokens;

/// <summary>The grant and account that an access token stands for.</summary>
/// <param name="Providers">The names of the provider instances with an active credential.</param>
internal sealed record TokenPrincipal(
    string GrantId,
    string AccountId,
    DateTimeOffset ExpiresAt,
    IReadOnlyList<string> Providers
)
{
    /// <summary>The names of the provider instances that have suspended the account.</summary>
    public IReadOnlyList<string> SuspendedAt { get; init; } = [];

    public CacheAccount Account { get; } = AccountId;

    /// <summary>Invalidates everything cached for the grant.</summary>
    public InvalidationTag GrantTag { get; } = InvalidationTag.OfGrant(GrantId);

    /// <summary>For handlers behind <see cref="BearerAuthentication.Require"/>.</summary>
    public static ValueTask<TokenPrincipal?> BindAsync(HttpContext context) =>
        ValueTask.FromResult(context.Features.Get<TokenPrincipal>());

    public bool IsConnectedTo(ProviderInstance instance) => !instance.NeedsSignIn || Providers.Contains(instance.Name);

    public bool IsSuspendedAt(ProviderInstance instance) => SuspendedAt.Contains(instance.Name);
}
