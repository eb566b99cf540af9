using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Unfurl.Cli.Commands;

/// <summary><c>--help</c>: the library's text, then examples, which the library does not know.</summary>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    public static void Install(RootCommand root)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        option.Action = new HelpWithExamples((HelpAction)option.Action!);
    }

    public override int Invoke(ParseResult parseResult)
    {
        var exitCode = help.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        foreach (var example in ExamplesOf(parseResult.CommandResult.Command))
            output.WriteLine($"  {example.ReplaceLineEndings($"{Environment.NewLine}  ")}");
        output.WriteLine();
        return exitCode;
    }

    // A command that only holds others shows the first example of each.
    private static IEnumerable<string> ExamplesOf(Command command) =>
        command is CommandWithExamples own
            ? own.Examples
            : Below(command).OfType<CommandWithExamples>().Select(below => below.Examples[0]);

    private static IEnumerable<Command> Below(Command command) =>
        command.Subcommands.SelectMany(below => Below(below).Prepend(below));
}
