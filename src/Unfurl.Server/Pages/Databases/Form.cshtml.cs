using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Unfurl.Notion.Databases;
using Unfurl.Server.Logging;
using Unfurl.Server.Notion.Enrich;
using Unfurl.Server.Notion.Enrich.AsCode;
using Unfurl.Server.Notion.Enrich.Calls;
using Unfurl.Server.Providers;

namespace Unfurl.Server.Pages.Databases;

/// <summary>The form of a new or a changed enrichment: what it would write, and switching it on.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
[RequestFormLimits(ValueCountLimit = 8 * EnrichmentForm.MaxColumns)]
internal sealed class FormModel(
    UsableConnections connections,
    EnrichmentCode code,
    EnrichmentReports reports,
    EnrichmentOwners owners,
    ProviderRegistry providers,
    RejectionLog rejections
) : DatabasesPage(connections, providers, rejections)
{
    // As many as "unfurl enrich plan" compares.
    private const int MaxRows = 20;

    private const int MaxOptions = 30;

    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(20);

    private string _source = "";

    public NotionConnection Connection { get; private set; } = null!;

    /// <summary>The enrichment that is changed; null for a new one.</summary>
    public Enrichment? Stored { get; private set; }

    public DataSource? Schema { get; private set; }

    /// <summary>The workspace's name.</summary>
    public string? Workspace { get; private set; }

    public EnrichmentForm Form { get; private set; } = new();

    /// <summary>As whom the signed-in account may enrich; null if it may as nobody only.</summary>
    public string? OwnName { get; private set; }

    public IReadOnlyList<string> Problems { get; private set; } = [];

    public IReadOnlyList<ProposedColumn> Proposed { get; private set; } = [];

    /// <summary>What would be written; null before somebody asked.</summary>
    public IReadOnlyList<RowDifference>? Differences { get; private set; }

    /// <summary>What was done in Notion.</summary>
    public string? Done { get; private set; }

    public IEnumerable<string> Hosts => Providers.Instances.Select(instance => instance.Host);

    /// <summary>The columns that may hold links.</summary>
    public IEnumerable<FormColumn> LinkColumns =>
        Form.Columns.Where(column => column.Type is ColumnTypes.Url or ColumnTypes.RichText or ColumnTypes.Title);

    /// <summary>The options that the column has, for those who write its values.</summary>
    public string OptionsOf(FormColumn column) =>
        Schema?.Find(column.Id)?.Options is { Count: > 0 } options
            ? $" Its options: {string.Join(", ", options.Take(MaxOptions).Select(option => option.Name))}{(options.Count > MaxOptions ? ", …" : "")}."
            : "";

    public async Task<IActionResult> OnGetAsync([FromQuery] string? name)
    {
        if (await FindAsync(name) is { } unknown)
            return unknown;
        var plan = await ReadSchemaAsync();
        if (plan.Schema is not { } schema)
        {
            Problems = plan.Problems;
            return Page();
        }
        if (Stored is { } stored)
            Form = EnrichmentForm.Of(stored, await IsOwnAsync(stored), schema, Providers);
        else
        {
            var all = await reports.ListAsync(Aborted);
            Form = EnrichmentForm.Suggested(schema, OwnName is not null) with
            {
                Name = NameProposal.For(schema.Title, all.Select(one => one.Enrichment.Name)),
            };
        }
        Show(plan);
        return Page();
    }

    public async Task<IActionResult> OnPostPresetAsync()
    {
        if (await ReadAsync() is { } unknown)
            return unknown;
        var plan = await ReadSchemaAsync();
        if (plan.Schema is not { } schema)
            return Wrong(plan, plan.Problems);
        Form = Form with { IsPreset = true };
        Form = Form.With(MappingOf(schema), schema) with
        {
            Made = [.. ProposedColumn.For(schema, Form).Select(one => one.Name)],
        };
        Show(plan);
        return Page();
    }

    public async Task<IActionResult> OnPostColumnsAsync()
    {
        if (await ReadAsync() is { } unknown)
            return unknown;
        var plan = await ReadSchemaAsync();
        if (plan.Schema is not { } schema)
            return Wrong(plan, plan.Problems);
        var made = ProposedColumn.For(schema, Form).Where(one => Form.Made.Contains(one.Name)).ToList();
        if (made.Count == 0)
            return Wrong(plan, ["Tick the columns that are to be made."]);
        var missing = plan with { Missing = [.. made.Select(one => one.ToMissing())] };
        if (await code.CreateColumnsAsync(missing, Aborted) is { } problem)
            return Wrong(plan, [problem]);
        plan = await ReadSchemaAsync();
        if (plan.Schema is not { } now)
            return Wrong(plan, plan.Problems);
        // Without a column of links nothing could be suggested for the others.
        if (made.Exists(one => one.Field.Length == 0) && (Form.IsPreset || Form.Columns.All(one => !one.IsWritten)))
            Form = Form.With(MappingOf(now), now);
        Form = Form.With(made, now);
        Done = $"Notion has made {string.Join(", ", made.Select(one => one.Name))}.";
        Show(plan);
        return Page();
    }

    public async Task<IActionResult> OnPostLookAsync()
    {
        if (await ReadAsync() is { } unknown)
            return unknown;
        var (plan, problems) = await PlanAsync();
        if (problems.Count > 0)
            return Wrong(plan, problems);
        (Differences, var problem) = await code.CompareAsync(plan, MaxRows, TimeLimit, Aborted);
        Problems = problem is null ? [] : [problem];
        Show(plan);
        return Page();
    }

    public async Task<IActionResult> OnPostSwitchOnAsync()
    {
        if (await ReadAsync() is { } unknown)
            return unknown;
        var (plan, problems) = await PlanAsync();
        if (problems.Count == 0 && Form.PlaceLines.Except(Form.Agreed).Any())
            problems.Add("Say yes to each place: tick the boxes below the places, then switch it on.");
        if (problems.Count > 0)
            return Wrong(plan, problems);
        await code.ApplyAsync(plan, Aborted);
        var report = await reports.FindAsync(plan.Written.Name, Aborted);
        return LocalRedirect(report is null ? DatabasePaths.All : DatabasePaths.Of(report.Enrichment));
    }

    private async Task<(PlannedEnrichment Plan, List<string> Problems)> PlanAsync()
    {
        var problems = new List<string>();
        var name = Form.IsMine ? OwnName : null;
        if (Form.IsMine && name is null)
            problems.Add("Sign in as an administrator under Connections, or let it see what everybody sees.");
        var written = Form.ToWritten(Connection.Name, _source, name, problems);
        var plan = (await code.PlanAsync([written], Aborted))[0];
        // Of what this form is wrong about, the plan would say nothing else that helps.
        if (problems.Count == 0)
            problems.AddRange(plan.Problems);
        foreach (var (column, _, _) in plan.Missing)
            problems.Add($"The database has no column \"{column}\" any more. Look at the columns below.");
        // What belonged to somebody else a moment ago is not stored either.
        if (problems.Count == 0 && name is not null && plan.Account != Account?.AccountId)
            problems.Add("You are signed in as somebody else by now. Open the page again.");
        if (plan.Stored is { } taken && taken.Id != Stored?.Id)
            problems.Add(
                Usable.Includes(taken)
                    ? $"The name '{taken.Name}' is taken by another enrichment. Choose another name, or change that one."
                    : $"The name '{taken.Name}' is taken. Choose another one."
            );
        return (plan, problems);
    }

    private HttpActionResult? Refused(Enrichment stored, EnrichmentOwner owner)
    {
        if (!owner.IsSomebodyElse)
            return null;
        return Forbidden(
            $"The enrichment '{stored.Name}' sees what {owner.Name} sees, so only they can change it. You can end it and make one of your own."
        );
    }

    // Why the page cannot be shown; null if it can.
    private async Task<HttpActionResult?> FindAsync(string? name)
    {
        if (Usable.Find(RouteData.Values["connection"] as string) is not { } connection)
            return UnknownConnection();
        Connection = connection;
        _source = RouteData.Values["source"] as string ?? "";
        OwnName = await owners.NameOfAsync(Account, connection, Aborted);
        if (string.IsNullOrEmpty(name))
            return null;
        if (
            await reports.FindAsync(name, Aborted) is not { Enrichment: var stored }
            || !stored.Connection.Equals(connection.Name, StringComparison.OrdinalIgnoreCase)
            || stored.Mapping.DataSourceId != _source
        )
            return Unknown(
                DatabaseReasons.EnrichmentUnknown,
                "There is no such enrichment of this database. It may have been ended."
            );
        Stored = stored;
        return Refused(stored, await owners.OfAsync(stored, Account, Aborted));
    }

    private async Task<HttpActionResult?> ReadAsync()
    {
        var form = await Request.ReadFormAsync(Aborted);
        Form = EnrichmentForm.Read(form);
        var unknown = await FindAsync(FormText.Of(form, "stored"));
        if (Stored is not null)
            Form = Form with { Name = Stored.Name };
        return unknown;
    }

    // A plan of nothing: it says what there is, or why that cannot be known.
    private async Task<PlannedEnrichment> ReadSchemaAsync() =>
        (
            await code.PlanAsync(
                [
                    new()
                    {
                        Name = "",
                        Connection = Connection.Name,
                        Database = _source,
                    },
                ],
                Aborted
            )
        )[0];

    private Mapping? MappingOf(DataSource schema) =>
        Form.IsPreset ? Preset.GitHubSync.For(schema).Mapping : Suggestion.For(schema).Mapping;

    private async Task<bool> IsOwnAsync(Enrichment stored) =>
        (await owners.OfAsync(stored, Account, Aborted)).Name is not null;

    private PageResult Wrong(PlannedEnrichment plan, IReadOnlyList<string> problems)
    {
        Refuse(DatabaseReasons.FormWrong);
        Problems = problems;
        Show(plan);
        return Page();
    }

    private void Show(PlannedEnrichment plan)
    {
        // What was typed is not lost while Notion is away.
        Schema = plan.Schema ?? SchemaOf(Form);
        Workspace = plan.Workspace;
        Form = Form.On(Schema);
        Proposed = ProposedColumn.For(Schema, Form);
    }

    private DataSource SchemaOf(EnrichmentForm form) =>
        new()
        {
            Id = _source,
            Columns = [.. form.Columns.Select(column => new Column(column.Id, column.Name, column.Type, []))],
        };
}
