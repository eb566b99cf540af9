using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Unfurl.Server.Notion.Enrich.AsCode;

namespace Unfurl.Cli.Commands.Enrich;

/// <summary><c>enrich remove</c>: ends an enrichment.</summary>
internal static class RemoveCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("name") { Description = "The name of a stored enrichment." };
        var command = new CommandWithExamples(
            "remove",
            "Ends an enrichment. What it wrote into the rows stays there.",
            "unfurl enrich remove pull-requests"
        )
        {
            name,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetRequiredValue(name), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string name, CancellationToken cancellationToken)
    {
        await using var app = await ServiceParts.OpenAsync();
        if (app is null)
            return ExitCodes.Usage;
        if (await app.Services.GetRequiredService<EnrichmentCode>().RemoveAsync(name, cancellationToken))
        {
            Terminal.WriteLine($"{name}: removed");
            return ExitCodes.Passed;
        }
        return Terminal.WriteErrors([$"There is no enrichment '{name}'."]);
    }
}
