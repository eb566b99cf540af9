using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Unfurl.Server.Notion.Enrich.AsCode;

namespace Unfurl.Cli.Commands.Enrich;

/// <summary><c>enrich apply</c>: stores the enrichments of a file. The running service fills the rows.</summary>
internal static class ApplyCommand
{
    public static Command Create()
    {
        var file = EnrichCommand.File();
        var create = new Option<bool>("--create-columns") { Description = "Makes missing columns in Notion." };
        var yes = new Option<bool>("--yes")
        {
            Description = $"Says yes to the places of each enrichment. {WrittenEnrichment.PlacesWarning}",
        };
        var command = new CommandWithExamples(
            "apply",
            "Stores the enrichments of a file, all or none. The running service notices within seconds and fills the rows. Enrichments that the file does not name stay.",
            "unfurl enrich apply databases.yaml",
            "unfurl enrich apply databases.yaml --create-columns --yes"
        )
        {
            file,
            create,
            yes,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    parsed.GetRequiredValue(file),
                    parsed.GetValue(create),
                    parsed.GetValue(yes),
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        FileInfo file,
        bool creates,
        bool isYes,
        CancellationToken cancellationToken
    )
    {
        if (await WrittenFile.ReadAsync(file, cancellationToken) is not { } written)
            return ExitCodes.Failed;
        await using var app = await ServiceParts.OpenAsync();
        if (app is null)
            return ExitCodes.Usage;
        var code = app.Services.GetRequiredService<EnrichmentCode>();
        var plans = await code.PlanAsync(written, cancellationToken);
        foreach (var plan in plans)
            PlanReport.Write(plan);
        if (plans.Any(plan => plan.Problems.Count > 0) || (!creates && plans.Any(plan => plan.Missing.Count > 0)))
            return Nothing();
        if (!isYes && !plans.Where(plan => !plan.IsUnchanged).All(IsAccepted))
            return Nothing();
        if (plans.Any(plan => plan.Missing.Count > 0))
        {
            foreach (var plan in plans.Where(plan => plan.Missing.Count > 0))
            {
                if (await code.CreateColumnsAsync(plan, cancellationToken) is not { } problem)
                    continue;
                Terminal.WriteLine($"{plan.Written.Name}: {problem}");
                return Nothing();
            }
            // With the ids of the new columns.
            plans = await code.PlanAsync(written, cancellationToken);
            if (plans.FirstOrDefault(plan => plan.Definition is null) is { } unfinished)
            {
                PlanReport.Write(unfinished);
                return Nothing();
            }
        }
        foreach (var plan in plans)
            Terminal.WriteLine(
                $"{plan.Written.Name}: {(await code.ApplyAsync(plan, cancellationToken) ? "applied" : "unchanged")}"
            );
        return ExitCodes.Passed;
    }

    private static bool IsAccepted(PlannedEnrichment plan)
    {
        if (plan.Written.Places.Count == 0)
            return true;
        if (Console.IsInputRedirected)
        {
            Terminal.WriteLine($"{plan.Written.Name}: say yes to its places with --yes.");
            return false;
        }
        foreach (var place in plan.Written.Places)
        {
            Console.Write($"{plan.Written.Name}: show {place} to everyone who can open the database? [y/N] ");
            if (Console.ReadLine()?.Trim().ToLowerInvariant() is not ("y" or "yes"))
                return false;
        }
        return true;
    }

    private static int Nothing()
    {
        Terminal.WriteLine("Nothing was applied.");
        return ExitCodes.Failed;
    }
}
