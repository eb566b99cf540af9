using System.CommandLine;
using Unfurl.Simulator.Tool.Commands;

var root = new RootCommand("Notion in a box: checks a Link Preview service, or plays Notion for one.")
{
    CheckCommand.Create(),
    RunCommand.Create(),
};
var parsed = root.Parse(args);

// Wrong usage is 2, so that 1 always means that the service broke a rule.
var exitCode = await parsed.InvokeAsync();
return parsed.Errors.Count > 0 ? ExitCodes.Usage : exitCode;
