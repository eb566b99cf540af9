using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Unfurl.Server.Notion.Enrich.AsCode;

namespace Unfurl.Cli.Commands.Enrich;

/// <summary><c>enrich plan</c>: what applying a file would change, row by row. Nothing is written.</summary>
internal static class PlanCommand
{
    private const int DefaultRows = 20;

    public static Command Create()
    {
        var file = EnrichCommand.File();
        var rows = new Option<int>("--rows")
        {
            Description = "How many rows with a link are compared for each enrichment.",
            DefaultValueFactory = _ => DefaultRows,
        };
        var command = new CommandWithExamples(
            "plan",
            "Shows what applying the file would change, and the difference row by row. Writes nothing, neither in Notion nor in the storage.",
            "unfurl enrich plan databases.yaml",
            "unfurl enrich plan databases.yaml --rows 100"
        )
        {
            file,
            rows,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(parsed.GetRequiredValue(file), parsed.GetValue(rows), cancellationToken)
        );
        return command;
    }

    private static async Task<int> RunAsync(FileInfo file, int rows, CancellationToken cancellationToken)
    {
        if (await WrittenFile.ReadAsync(file, cancellationToken) is not { } written)
            return ExitCodes.Failed;
        await using var app = await ServiceParts.OpenAsync();
        if (app is null)
            return ExitCodes.Usage;
        var code = app.Services.GetRequiredService<EnrichmentCode>();
        var isRight = true;
        foreach (var plan in await code.PlanAsync(written, cancellationToken))
        {
            PlanReport.Write(plan);
            isRight &= plan.Problems.Count == 0;
            if (plan.Definition is null)
                continue;
            var (differences, problem) = await code.CompareAsync(plan, rows, timeLimit: null, cancellationToken);
            PlanReport.Write(differences, problem);
            isRight &= problem is null;
        }
        return isRight ? ExitCodes.Passed : ExitCodes.Failed;
    }
}
