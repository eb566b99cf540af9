using System.CommandLine;
using Unfurl.Server.Http.Outgoing;
using Unfurl.Simulator.Tool.Commands;

// The service under test is often on this machine.
LoopbackBypass.Install();

var root = new RootCommand("Notion simulator: checks a Link Preview service, or runs as Notion for one.")
{
    CheckCommand.Create(),
    RunCommand.Create(),
};
var parsed = root.Parse(args);

// Invalid usage is 2, so that 1 always means a broken rule.
var exitCode = await parsed.InvokeAsync();
return parsed.Errors.Count > 0 ? ExitCodes.Usage : exitCode;
