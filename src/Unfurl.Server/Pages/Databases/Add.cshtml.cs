using Microsoft.AspNetCore.Mvc;
using Unfurl.Notion.Databases;
using Unfurl.Server.Logging;
using Unfurl.Server.Notion.Enrich.AsCode;
using Unfurl.Server.Notion.Enrich.Calls;
using Unfurl.Server.Providers;

namespace Unfurl.Server.Pages.Databases;

/// <summary>Chooses the data source of a new enrichment: one that Notion's search finds, or any by its address.</summary>
internal sealed class AddModel(
    UsableConnections connections,
    EnrichmentCode code,
    SharedDataSources shared,
    ProviderRegistry providers,
    RejectionLog rejections
) : DatabasesPage(connections, providers, rejections)
{
    public const int MaxLength = 500;

    public NotionConnection Connection { get; private set; } = null!;

    /// <summary>What was typed in.</summary>
    public string Database { get; private set; } = "";

    public IReadOnlyList<DataSource> Found { get; private set; } = [];

    /// <summary>Whether there are more than the list shows.</summary>
    public bool IsMore { get; private set; }

    /// <summary>Those of the database whose address was typed in.</summary>
    public IReadOnlyList<(string Id, string Name)> Choice { get; private set; } = [];

    /// <summary>Why what was typed in cannot be used.</summary>
    public string? Problem { get; private set; }

    /// <summary>Why the list is not whole.</summary>
    public string? SearchProblem { get; private set; }

    public async Task<IActionResult> OnGetAsync([FromQuery] string? database)
    {
        if (Usable.Find(RouteData.Values["connection"] as string) is not { } connection)
            return UnknownConnection();
        Connection = connection;
        Database = database?.Trim() ?? "";
        if (Database.Length > 0 && await OpenAsync() is { } opened)
            return opened;
        if (Choice.Count == 0)
            (Found, IsMore, SearchProblem) = await shared.SearchAsync(connection, Aborted);
        if (SearchProblem == Problem)
            SearchProblem = null;
        return Page();
    }

    // Null if there is something to choose, or to say.
    private async Task<IActionResult?> OpenAsync()
    {
        if (Database.Length > MaxLength)
        {
            Refuse(DatabaseReasons.FormWrong);
            Problem = "That is too long for an address: copy the address of the database in Notion.";
            return null;
        }
        var written = new WrittenEnrichment
        {
            Name = "",
            Connection = Connection.Name,
            Database = Database,
        };
        var plan = (await code.PlanAsync([written], Aborted))[0];
        if (plan.Schema is { } schema)
            return LocalRedirect(DatabasePaths.Form(Connection.Name, schema.Id));
        if (plan.Choice.Count > 0)
        {
            Choice = plan.Choice;
            return null;
        }
        Refuse(DatabaseReasons.FormWrong);
        Problem = plan.Problems is [var first, ..] ? first : null;
        return null;
    }
}
