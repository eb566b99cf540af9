namespace Unfurl.Cli.Commands;

internal static class Terminal
{
    public static void WriteLine(string line) => Console.Out.WriteLine(line);

    // Returns the exit code.
    public static int WriteErrors(IEnumerable<string> problems)
    {
        foreach (var problem in problems)
            Console.Error.WriteLine(problem);
        return ExitCodes.Usage;
    }
}
