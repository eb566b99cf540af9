using Unfurl.Server.Notion.Enrich.Calls;

namespace Unfurl.Server.Notion.Enrich.PublicConnection;

/// <summary>Ends what somebody has connected with the public connection.</summary>
internal sealed class OwnWorkspaces(
    AuthorizationRepository authorizations,
    EnrichmentRepository enrichments,
    PublicNotionClient client
)
{
    /// <summary>Forgets the tokens, and ends the enrichments, which nobody could go on with. Rows stay as they are.</summary>
    public async Task DisconnectAsync(NotionConnection connection, CancellationToken cancellationToken)
    {
        if (connection.OwnerId is not { } owner || NotionAuthorization.IdOf(connection.Name) is not { } id)
            return;
        var (_, unneeded) = await authorizations.RemoveAsync(id, owner, cancellationToken);
        if (unneeded is { } token)
            client.Revoke(token);
        foreach (var enrichment in await enrichments.ListAsync(cancellationToken))
        {
            if (enrichment.Connection == connection.Name)
                await enrichments.RemoveAsync(enrichment.Name, cancellationToken);
        }
    }
}
