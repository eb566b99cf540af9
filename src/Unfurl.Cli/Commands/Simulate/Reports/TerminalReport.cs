using Spectre.Console;
using Unfurl.Cli.Commands.Simulate;
using Unfurl.Simulator.Checks;

namespace Unfurl.Cli.Commands.Simulate.Reports;

/// <summary>The report for the terminal, with a line per finished check.</summary>
internal sealed class TerminalReport
{
    private readonly IAnsiConsole _console;
    private readonly bool _isVerbose;
    private readonly bool _isStrict;

    public TerminalReport(bool isVerbose, bool isStrict)
    {
        (_isVerbose, _isStrict) = (isVerbose, isStrict);
        // Redirected output has no colours and no line breaks at the terminal's width.
        _console = AnsiConsole.Create(
            Console.IsOutputRedirected
                ? new() { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors }
                : new AnsiConsoleSettings()
        );
        if (Console.IsOutputRedirected)
            _console.Profile.Width = 1000;
    }

    public void WriteInstructions(IEnumerable<string> lines)
    {
        _console.MarkupLine("The service must be configured with:");
        foreach (var line in lines)
            _console.MarkupLineInterpolated($"  {line}");
        _console.WriteLine();
    }

    public void WriteResult(CheckResult result)
    {
        var (sign, colour) = StatusOf(result);
        _console.MarkupLine(
            $"[{colour}]{sign}[/] {result.Check.Id.EscapeMarkup(), -34} {result.Check.Title.EscapeMarkup()}"
        );
        foreach (var reason in result.Reasons)
            _console.MarkupLine($"    [{colour}]{reason.ReplaceLineEndings("↵").EscapeMarkup()}[/]");
        if (result.Outcome == CheckOutcome.Failed)
        {
            _console.MarkupLineInterpolated($"    rule: {result.Check.Rule}");
            _console.MarkupLineInterpolated(
                $"    {result.Check.Source.Name}: {result.Check.Source.Address.AbsoluteUri}"
            );
        }
        if (!_isVerbose)
            return;
        foreach (var exchange in result.Exchanges)
            _console.MarkupLineInterpolated($"    [grey]{exchange}[/]");
    }

    public void WriteSummary(IReadOnlyList<CheckResult> results)
    {
        int Count(CheckOutcome outcome) => results.Count(result => result.Outcome == outcome);
        var advice = results.Count(result => result.Outcome == CheckOutcome.Failed && !result.FailsRun(_isStrict));
        _console.WriteLine();
        _console.MarkupLineInterpolated(
            $"{Count(CheckOutcome.Passed)} passed, {Count(CheckOutcome.Failed) - advice} failed, {advice} recommended and not followed, {Count(CheckOutcome.Blocked)} blocked, {Count(CheckOutcome.Skipped)} skipped"
        );
    }

    private (string Sign, string Colour) StatusOf(CheckResult result) =>
        result.Outcome switch
        {
            CheckOutcome.Passed => ("ok     ", "green"),
            CheckOutcome.Failed when result.FailsRun(_isStrict) => ("FAILED ", "red"),
            CheckOutcome.Failed => ("advice ", "yellow"),
            CheckOutcome.Blocked => ("blocked", "red"),
            _ => ("skipped", "grey"),
        };
}
