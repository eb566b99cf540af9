using Unfurl.Server.Configuration;
using Unfurl.Server.Connections;
using Unfurl.Server.Connections.SignIn;
using Unfurl.Server.Notion.Enrich.PublicConnection;

namespace Unfurl.Server.Notion.Enrich.Calls;

/// <summary>The one place that says which connections somebody may set up enrichments and webhooks of.</summary>
internal sealed class UsableConnections(
    NotionConnections connections,
    Administrators administrators,
    UnfurlOptions settings
)
{
    /// <summary>
    /// An internal connection belongs to the deployment, and is for administrators. A workspace that an account has connected is
    /// for this account alone.
    /// </summary>
    /// <param name="user">Null for nobody.</param>
    /// <returns>Null for somebody who can have none, whatever is connected.</returns>
    public async Task<Usable?> ForAsync(SignedInUser? user, CancellationToken cancellationToken)
    {
        var isAdministrator = await administrators.IncludeAsync(user, cancellationToken);
        var canConnect = user is not null && settings.Notion.Public is not null;
        if (!isAdministrator && !canConnect)
            return null;
        var own = canConnect ? await connections.ListOfAsync(user!.AccountId, cancellationToken) : [];
        var configured = isAdministrator ? connections.Configured : [];
        return new()
        {
            Connections = [.. configured.OrderBy(one => one.Name, StringComparer.Ordinal), .. own],
            Webhooks =
            [
                .. configured
                    .Select(one => one.Name)
                    .Append(NotionConnectionOptions.Public)
                    .Where(name => isAdministrator && connections.HasWebhook(name)),
            ],
            IsAdministrator = isAdministrator,
            CanConnect = canConnect,
        };
    }
}

/// <summary>What somebody may set up.</summary>
internal sealed record Usable
{
    public required IReadOnlyList<NotionConnection> Connections { get; init; }

    /// <summary>The names of connections whose webhooks they may set up.</summary>
    public required IReadOnlyList<string> Webhooks { get; init; }

    public required bool IsAdministrator { get; init; }

    /// <summary>Whether they may connect a workspace of their own.</summary>
    public required bool CanConnect { get; init; }

    public NotionConnection? Find(string? name) =>
        Connections.FirstOrDefault(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Administrators also see enrichments whose internal connection is gone, and nothing of other people's workspaces.</summary>
    public bool Includes(Enrichment enrichment) =>
        Find(enrichment.Connection) is not null
        || (IsAdministrator && NotionAuthorization.IdOf(enrichment.Connection) is null);
}
