using System.CommandLine;
using Unfurl.Cli.Commands;
using Unfurl.Cli.Commands.Enrich;
using Unfurl.Cli.Commands.Page;
using Unfurl.Cli.Commands.Recipe;
using Unfurl.Cli.Commands.Simulate;
using Unfurl.Server.Http.Outgoing;
using Unfurl.WebPages;

// The service under test is often on this machine.
LoopbackBypass.Install();
Encodings.Register();

var root = new RootCommand("Unfurl: rich previews of a company's own links in Notion.")
{
    RecipeCommand.Create(),
    PageCommand.Create(),
    EnrichCommand.Create(),
    SimulateCommand.Create(),
};
HelpWithExamples.Install(root);
var parsed = root.Parse(args);

// Invalid usage is 2, so that 1 always means that something was found wrong.
var exitCode = await parsed.InvokeAsync();
return parsed.Errors.Count > 0 ? ExitCodes.Usage : exitCode;
