using Microsoft.AspNetCore.Mvc;
using Unfurl.Notion.Databases;
using Unfurl.Server.Logging;
using Unfurl.Server.Notion.Enrich;
using Unfurl.Server.Notion.Enrich.AsCode;
using Unfurl.Server.Notion.Enrich.Calls;
using Unfurl.Server.Notion.Enrich.Rows;
using Unfurl.Server.Providers;

namespace Unfurl.Server.Pages.Databases;

/// <summary>Shows one enrichment with its rows, and ends it.</summary>
internal sealed class EnrichmentModel(
    UsableConnections connections,
    EnrichmentReports reports,
    EnrichmentOwners owners,
    EnrichmentCode code,
    ProviderRegistry providers,
    RejectionLog rejections
) : DatabasesPage(connections, providers, rejections)
{
    private const int MaxRows = 200;

    public EnrichmentReport Report { get; private set; } = null!;
    public Enrichment Enrichment => Report.Enrichment;
    public EnrichmentOwner Owner { get; private set; } = null!;
    public IReadOnlyList<ReportedRow> Rows { get; private set; } = [];

    /// <summary>How many rows there are besides.</summary>
    public long More => Report.Counts.Values.Sum() - Rows.Count;

    /// <summary>Null while Notion does not say what the columns are called.</summary>
    public DataSource? Schema { get; private set; }

    /// <summary>The connection, in words.</summary>
    public string Through { get; private set; } = "";

    public bool CanBeChanged { get; private set; }

    public IEnumerable<string> Places =>
        Enrichment.Definition.Places.Select(place => EnrichmentText.Of(place, Providers));

    public string NameOf(string columnId) => Schema?.Find(columnId)?.Name ?? "a column";

    public async Task<IActionResult> OnGetAsync()
    {
        if (await FindAsync() is { } unknown)
            return unknown;
        Owner = await owners.OfAsync(Enrichment, Account, Aborted);
        Rows = await reports.ListRowsAsync(Enrichment, MaxRows, Aborted);
        var connection = Usable.Find(Enrichment.Connection);
        Through = connection?.OwnerId is null ? $"through the connection {Enrichment.Connection}" : "in your workspace";
        CanBeChanged = connection is not null && !Owner.IsSomebodyElse;
        // Of what has stopped, the reason is known.
        if (connection is not null && Enrichment.State.Problem is null)
            Schema = await reports.FindSchemaAsync(connection, Enrichment, Aborted);
        return Page();
    }

    public async Task<IActionResult> OnPostEndAsync()
    {
        if (await FindAsync() is { } unknown)
            return unknown;
        await code.RemoveAsync(Enrichment.Name, Aborted);
        return LocalRedirect(DatabasePaths.All);
    }

    private async Task<IActionResult?> FindAsync()
    {
        if (
            await reports.FindAsync(RouteData.Values["name"] as string ?? "", Aborted) is not { } report
            || !Usable.Includes(report.Enrichment)
        )
            return Unknown(DatabaseReasons.EnrichmentUnknown, "There is no enrichment of this name.");
        Report = report;
        return null;
    }
}
