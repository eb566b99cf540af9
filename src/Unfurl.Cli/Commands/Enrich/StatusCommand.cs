using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Unfurl.Server.Notion.Enrich.AsCode;
using Unfurl.Server.Notion.Enrich.Rows;

namespace Unfurl.Cli.Commands.Enrich;

/// <summary><c>enrich status</c>: what the service does with the stored enrichments.</summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        var command = new CommandWithExamples(
            "status",
            "Shows the stored enrichments: when their rows were last read, how many are right, and what to do where they are not.",
            "unfurl enrich status"
        );
        command.SetAction((_, cancellationToken) => RunAsync(cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var app = await ServiceParts.OpenAsync();
        if (app is null)
            return ExitCodes.Usage;
        var rows = app.Services.GetRequiredService<RowReports>();
        var isRight = true;
        foreach (var enrichment in await app.Services.GetRequiredService<EnrichmentCode>().ListAsync(cancellationToken))
        {
            var state = enrichment.State;
            Terminal.WriteLine(
                $"{enrichment.Name}: {(state.Problem is null ? "works" : "stopped")}, last read {TimeOf(state.LastReadAt)}"
            );
            if (state.ProblemDetail is { } detail)
                Terminal.WriteLine($"  {detail}");
            foreach (var column in state.ColumnProblems)
                Terminal.WriteLine($"  {column.Text}");
            foreach (var (problem, count) in await rows.CountAsync(enrichment.Id, cancellationToken))
                Terminal.WriteLine($"  {RowProblems.CountedIn(problem, count)}");
            isRight &= state.Problem is null && state.ColumnProblems.Count == 0;
        }
        return isRight ? ExitCodes.Passed : ExitCodes.Failed;
    }

    private static string TimeOf(DateTimeOffset? at) =>
        at is { } time ? time.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture) : "never";
}
