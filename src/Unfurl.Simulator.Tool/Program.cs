using System.CommandLine;
using Unfurl.Simulator.Tool.Commands;

var root = new RootCommand("Notion simulator: checks a Link Preview service, or runs as Notion for one.")
{
    CheckCommand.Create(),
    RunCommand.Create(),
};
var parsed = root.Parse(args);

// Invalid usage is 2, so that 1 always means a broken rule.
var exitCode = await parsed.InvokeAsync();
return parsed.Errors.Count > 0 ? ExitCodes.Usage : exitCode;
