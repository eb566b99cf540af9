using Unfurl.Server.Connections;
using Unfurl.Server.Connections.SignIn;

namespace Unfurl.Server.Notion.Enrich.Calls;

/// <summary>The one place that says which connections somebody may set up enrichments and webhooks of.</summary>
internal sealed class UsableConnections(NotionConnections connections, Administrators administrators)
{
    /// <summary>An internal connection belongs to the deployment, and so do its databases.</summary>
    /// <param name="user">Null for nobody.</param>
    /// <returns>Null for somebody who may use none, whatever is configured.</returns>
    public async Task<Usable?> ForAsync(SignedInUser? user, CancellationToken cancellationToken) =>
        await administrators.IncludeAsync(user, cancellationToken) ? new(connections.Configured, SeesAll: true) : null;
}

/// <param name="SeesAll">Also enrichments whose connection is no longer configured.</param>
internal sealed record Usable(IReadOnlyCollection<NotionConnection> Connections, bool SeesAll)
{
    public NotionConnection? Find(string? name) =>
        Connections.FirstOrDefault(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    public bool Includes(Enrichment enrichment) => SeesAll || Find(enrichment.Connection) is not null;
}
