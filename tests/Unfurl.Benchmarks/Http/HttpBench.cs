using System.Runtime.InteropServices;
using Unfurl.Benchmarks.Http.Scenarios;

namespace Unfurl.Benchmarks.Http;

/// <summary>Runs scenarios one after the other. Whatever they started ends with the run, however that ends.</summary>
internal static class HttpBench
{
    /// <summary>Nothing but the goals goes to the standard output.</summary>
    private const string OnlyGoals = "--markdown";

    /// <summary>Shows that all of it works; the figures are worth little.</summary>
    private const string Quick = "--quick";

    private static readonly IReadOnlyList<IScenario> Scenarios =
    [
        new LevelOneHit(),
        new LevelTwoHit(),
        new Cold(),
        new ManyAtOnce(),
        new ManyAtOnceOnReplicas(),
        new TwoReplicas(),
        new ManyEntries(),
        new Pushes(),
        new RejectedBearer(),
        new Start(),
    ];

    public static async Task<int> RunAsync(string[] arguments)
    {
        var names = arguments.Where(argument => argument is not (OnlyGoals or Quick)).ToList();
        if (arguments.Contains(Quick))
            (Load.Duration, Comparison.Rounds, ChangeLoad.Count) = (TimeSpan.FromSeconds(1), 1, 100);
        if (names.Find(name => !Scenarios.Any(scenario => scenario.Name == name)) is { } unknown)
        {
            Console.Error.WriteLine(
                $"There is no scenario '{unknown}'. There are: {string.Join(", ", Scenarios.Select(scenario => scenario.Name))}."
            );
            return 2;
        }

        var interrupted = false;
        void Interrupt(PosixSignalContext context)
        {
            // What waits for a process that is gone gives up, and cleans up behind itself.
            context.Cancel = interrupted = true;
            Descendants.Kill();
        }
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Interrupt);

        var report = new Report(arguments.Contains(OnlyGoals) ? Console.Error : Console.Out);
        var failures = 0;
        try
        {
            foreach (var scenario in Scenarios.Where(scenario => names.Count == 0 || names.Contains(scenario.Name)))
            {
                report.Line($"\n## {scenario.Name}");
                try
                {
                    await scenario.RunAsync(report);
                }
                catch (Exception exception)
                {
                    if (interrupted)
                        return 130;
                    // The others are worth their figures all the same.
                    failures++;
                    Console.Error.WriteLine($"{scenario.Name} failed: {exception}");
                }
            }
        }
        finally
        {
            Descendants.Kill();
        }
        Console.WriteLine();
        report.WriteGoals(Console.Out);
        return failures == 0 ? 0 : 1;
    }
}
