using Unfurl.Notion.Databases;
using Unfurl.Server.Notion.Enrich.AsCode;

namespace Unfurl.Cli.Commands.Enrich;

/// <summary>A plan as text.</summary>
internal static class PlanReport
{
    private const int MaxText = 60;

    public static void Write(PlannedEnrichment plan)
    {
        var written = plan.Written;
        Terminal.WriteLine($"{written.Name}: {StateOf(plan)}");
        foreach (var problem in plan.Problems)
            Terminal.WriteLine($"  problem: {problem}");
        if (plan.Schema is { } schema)
            Terminal.WriteLine(
                $"  database \"{schema.Title}\" in the workspace {plan.Workspace}, through the connection {written.Connection}"
            );
        Terminal.WriteLine(
            written.Places.Count == 0
                ? $"  shows public things only, as {written.As ?? "nobody"}"
                : $"  shows as {written.As ?? "nobody"}: {string.Join(", ", written.Places)}"
        );
        if (written.Places.Count > 0)
            Terminal.WriteLine($"  {WrittenEnrichment.PlacesWarning}");
        foreach (var (name, type, _) in plan.Missing)
            Terminal.WriteLine($"  missing column: {name} ({type}); apply --create-columns makes it");
        if (plan.Definition is not { } definition)
            return;
        foreach (var one in definition.Mapping.Fields)
            Terminal.WriteLine($"  {NameOf(plan, one.ColumnId)} ← {one.Field}{ModeOf(one.Mode)}");
    }

    public static void Write(IReadOnlyList<RowDifference> rows, string? problem)
    {
        var right = 0;
        foreach (var row in rows)
        {
            if (row.Cells.Count == 0 && row.Note is null)
            {
                right++;
                continue;
            }
            Terminal.WriteLine($"  {row.Link ?? "a row"}{(row.Note is null ? "" : $": {row.Note}")}");
            foreach (var (column, before, after) in row.Cells)
                Terminal.WriteLine($"    {column}: {Quoted(before)} → {Quoted(after)}");
        }
        Terminal.WriteLine($"  {rows.Count} rows compared, {right} of them are right already");
        if (problem is not null)
            Terminal.WriteLine($"  problem: {problem}");
    }

    private static string StateOf(PlannedEnrichment plan) =>
        plan switch
        {
            { Problems.Count: > 0 } => "cannot be applied",
            { Missing.Count: > 0 } => "columns are missing",
            { Stored: null } => "new",
            { IsUnchanged: true } => "unchanged",
            _ => "changed",
        };

    private static string NameOf(PlannedEnrichment plan, string column) =>
        plan.Schema?.Find(column) is { } found ? $"{found.Name} ({found.Type})" : column;

    private static string ModeOf(WriteMode mode) =>
        mode switch
        {
            WriteMode.IfEmpty => ", if empty",
            WriteMode.OnlyForward => ", only forward",
            _ => "",
        };

    private static string Quoted(string text) =>
        text.Length == 0 ? "(empty)" : $"\"{(text.Length > MaxText ? $"{text[..MaxText]}…" : text)}\"";
}
