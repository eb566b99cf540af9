using System.CommandLine;

namespace Unfurl.Cli.Commands.Enrich;

/// <summary><c>enrich</c>: the rows of Notion databases, from a file that is reviewed like other configuration.</summary>
internal static class EnrichCommand
{
    public static Command Create() =>
        new(
            "enrich",
            "Notion databases whose rows show what their links lead to. Reads the service's configuration (environment variables, and appsettings.json in this folder) and its storage."
        )
        {
            PlanCommand.Create(),
            ApplyCommand.Create(),
            StatusCommand.Create(),
            RemoveCommand.Create(),
        };

    public static Argument<FileInfo> File() =>
        new Argument<FileInfo>("file") { Description = "A YAML file of enrichments." }.AcceptExistingOnly();
}
