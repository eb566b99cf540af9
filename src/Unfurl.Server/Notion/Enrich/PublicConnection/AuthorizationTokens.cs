using Unfurl.Notion.Api;
using Unfurl.Server.Notion.Enrich.Calls;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Notion.Enrich.PublicConnection;

/// <summary>Renews the tokens of the public connection, one at a time for each authorization across all replicas.</summary>
internal sealed class AuthorizationTokens(
    Database database,
    AuthorizationRepository authorizations,
    PublicNotionClient client
)
{
    /// <summary>Gives a connection a new token in place of one that Notion rejected.</summary>
    /// <param name="cancellationToken">Cancels only the wait for others. An exchange that has started is completed.</param>
    /// <returns>False if there is none: its owner has to connect again. Null if Notion could not say.</returns>
    public async Task<bool?> RenewAsync(
        NotionConnection connection,
        Secret rejected,
        CancellationToken cancellationToken
    )
    {
        if (NotionAuthorization.IdOf(connection.Name) is not { } id)
            return false;
        await using var _ = await database.LockAsync($"notion authorization {id}", cancellationToken);
        if (await authorizations.FindAsync(id, cancellationToken) is not { EndedAt: null } current)
            return false;
        if (current.AccessToken.Reveal() != rejected.Reveal())
        {
            connection.Token = current.AccessToken;
            return true;
        }
        var result = current.RefreshToken is { } refresh
            ? await client.Client.RefreshAsync(refresh, CancellationToken.None)
            : new ExchangeResult.Rejected("no refresh token");
        switch (result)
        {
            case ExchangeResult.Succeeded { Token: var renewed }:
                if (!await authorizations.RenewAsync(id, renewed, renewed.RefreshToken ?? current.RefreshToken!))
                {
                    // Disconnected during the exchange: what is not stored must not stay valid at Notion.
                    client.Revoke(renewed.AccessToken);
                    return false;
                }
                connection.Token = renewed.AccessToken;
                return true;
            case ExchangeResult.Rejected:
                await authorizations.EndAsync(id, CancellationToken.None);
                return false;
            default:
                return null;
        }
    }

    /// <summary>Notion accepts no token of it: its owner has to connect again.</summary>
    public Task EndAsync(NotionConnection connection, CancellationToken cancellationToken) =>
        NotionAuthorization.IdOf(connection.Name) is { } id
            ? authorizations.EndAsync(id, cancellationToken)
            : Task.CompletedTask;
}
