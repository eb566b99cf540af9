using System.Runtime.InteropServices;
using Unfurl.Benchmarks.Http.Scenarios;

namespace Unfurl.Benchmarks.Http;

/// <summary>Runs scenarios one after the other and ends every process that they started.</summary>
internal static class HttpBench
{
    // Only the goals are written to the standard output.
    private const string OnlyGoals = "--markdown";

    // Shows that all scenarios work; the figures are not meaningful.
    private const string Quick = "--quick";

    private static readonly IReadOnlyList<IScenario> Scenarios =
    [
        new LevelOneHit(),
        new LevelTwoHit(),
        new Cold(),
        new ColdPages(),
        new ManyAtOnce(),
        new ManyAtOnceOnReplicas(),
        new ManyLinksAtOnce(),
        new TwoReplicas(),
        new ManyEntries(),
        new Pushes(),
        new WebhookStorm(),
        new RejectedBearer(),
        new HangingDatabase(),
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
            // A wait for a killed process fails, and its scenario cleans up.
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
                    // The other scenarios still run.
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
