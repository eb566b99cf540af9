using Unfurl.Server.Connections;
using Unfurl.Server.Connections.Credentials;
using Unfurl.Server.Connections.SignIn;
using Unfurl.Server.Notion.Enrich.Calls;

namespace Unfurl.Server.Notion.Enrich;

/// <summary>As whom enrichments see things, for people.</summary>
internal sealed class EnrichmentOwners(CredentialService credentials, Administrators administrators)
{
    /// <summary>The name under which somebody may set up enrichments: their own, and nobody else's.</summary>
    /// <returns>As a file names it; null for somebody who may not be named.</returns>
    public async Task<string?> NameOfAsync(
        SignedInUser? user,
        NotionConnection connection,
        CancellationToken cancellationToken
    )
    {
        if (user is null)
            return null;
        var own = await credentials.ListAsync(user.AccountId, cancellationToken);
        return own.Where(credential => credential.IsActive)
            .OrderByDescending(credential => credential.Provider == user.Provider)
            .Select(Administrators.NameOf)
            .FirstOrDefault(name => connection.OwnerId == user.AccountId || administrators.Include(name));
    }

    public async Task<EnrichmentOwner> OfAsync(
        Enrichment enrichment,
        SignedInUser? user,
        CancellationToken cancellationToken
    )
    {
        // One that nobody can sign in to sees what everybody sees.
        var own = await credentials.ListAsync(enrichment.AccountId, cancellationToken);
        return new(
            own.Count == 0 ? null : string.Join(", ", own.Select(one => $"{one.Login} ({one.Provider})")),
            IsUser: own.Count > 0 && user?.AccountId == enrichment.AccountId
        );
    }
}

/// <param name="Name">Null for nobody: it sees what everybody sees.</param>
internal sealed record EnrichmentOwner(string? Name, bool IsUser)
{
    public bool IsSomebodyElse => Name is not null && !IsUser;
}
