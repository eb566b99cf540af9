using System.Text;
using Unfurl.Simulator.Checks;

namespace Unfurl.Cli.Commands.Simulate.Reports;

internal static class CheckTable
{
    public static void Print()
    {
        foreach (var check in ServiceChecker.All)
        {
            Console.Out.WriteLine($"{check.Id} ({JsonReport.WireName(check.Severity)})");
            Console.Out.WriteLine($"    {check.Rule}");
            Console.Out.WriteLine($"    {check.Source.Name}: {check.Source.Address.AbsoluteUri}");
        }
    }

    // The table in docs/simulator.md.
    public static string Markdown()
    {
        var table = new StringBuilder("| check | rule | | source |\n|---|---|---|---|\n");
        foreach (var check in ServiceChecker.All)
            table.Append(
                $"| `{check.Id}` | {check.Rule} | {JsonReport.WireName(check.Severity)} | [{check.Source.Name}]({check.Source.Address.AbsoluteUri}) |\n"
            );
        return table.ToString();
    }
}
