using Microsoft.AspNetCore.Mvc;
using Unfurl.Server.Configuration;
using Unfurl.Server.Logging;
using Unfurl.Server.Notion.Enrich;
using Unfurl.Server.Notion.Enrich.Calls;
using Unfurl.Server.Notion.Enrich.Events;
using Unfurl.Server.Notion.Enrich.PublicConnection;
using Unfurl.Server.Providers;

namespace Unfurl.Server.Pages.Databases;

/// <summary>Shows the connections with their webhooks and enrichments.</summary>
internal sealed class IndexModel(
    UsableConnections connections,
    EnrichmentReports reports,
    EnrichmentOwners owners,
    EventSetup webhooks,
    OwnWorkspaces workspaces,
    UnfurlOptions settings,
    ProviderRegistry providers,
    RejectionLog rejections
) : DatabasesPage(connections, providers, rejections)
{
    public IReadOnlyList<ListedConnection> Connections { get; private set; } = [];

    /// <summary>Enrichments whose connection is no longer configured.</summary>
    public IReadOnlyList<ListedEnrichment> Stranded { get; private set; } = [];

    /// <summary>Of the public connection; null for those who may not set it up.</summary>
    public EventSetupState? PublicWebhook { get; private set; }

    public bool IsAdministrator => Usable.IsAdministrator;

    public bool CanConnect => Usable.CanConnect;

    public async Task OnGetAsync()
    {
        var enrichments = new List<ListedEnrichment>();
        foreach (var report in await reports.ListAsync(Aborted))
        {
            if (Usable.Includes(report.Enrichment))
                enrichments.Add(new(report, await owners.OfAsync(report.Enrichment, Account, Aborted)));
        }
        var listed = new List<ListedConnection>();
        foreach (var connection in Usable.Connections)
            listed.Add(
                new(
                    connection,
                    settings.Notion.Admits(connection.User?.WorkspaceId) || connection.User is null,
                    await WebhookOfAsync(connection.Name),
                    [.. enrichments.Where(one => IsOf(one, connection))]
                )
            );
        Connections = listed;
        PublicWebhook = await WebhookOfAsync(NotionConnectionOptions.Public);
        Stranded = [.. enrichments.Where(one => !listed.Exists(other => IsOf(one, other.Connection)))];
    }

    public async Task<IActionResult> OnPostDisconnectAsync([FromForm] string? connection)
    {
        if (Usable.Find(connection) is not { OwnerId: not null } own)
            return UnknownConnection();
        await workspaces.DisconnectAsync(own, Aborted);
        return LocalRedirect(DatabasePaths.All);
    }

    private async Task<EventSetupState?> WebhookOfAsync(string name) =>
        Usable.Webhooks.Contains(name) ? await webhooks.FindAsync(name, Aborted) : null;

    private static bool IsOf(ListedEnrichment one, NotionConnection connection) =>
        one.Report.Enrichment.Connection.Equals(connection.Name, StringComparison.OrdinalIgnoreCase);
}

/// <param name="IsAdmitted">Whether the configuration lists its workspace.</param>
/// <param name="Webhook">Null where it has none of its own.</param>
internal sealed record ListedConnection(
    NotionConnection Connection,
    bool IsAdmitted,
    EventSetupState? Webhook,
    IReadOnlyList<ListedEnrichment> Enrichments
);

internal sealed record ListedEnrichment(EnrichmentReport Report, EnrichmentOwner Owner);
