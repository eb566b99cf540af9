namespace Unfurl.Simulator.Tool.Commands;

/// <summary>Plain lines for people: what to do, and what is wrong with the command line.</summary>
internal static class Terminal
{
    public static void WriteLine(string line) => Console.Out.WriteLine(line);

    /// <summary>Says all that is wrong at once.</summary>
    /// <returns>The exit code for it.</returns>
    public static int WriteErrors(IEnumerable<string> problems)
    {
        foreach (var problem in problems)
            Console.Error.WriteLine(problem);
        return ExitCodes.Usage;
    }
}
