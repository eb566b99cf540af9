using Unfurl.Simulator.Checks;

namespace Unfurl.Cli.Commands.Simulate;

/// <summary>Selects checks: <c>--only</c> and <c>--skip</c> name checks or groups.</summary>
internal static class Selection
{
    private const string Group = ".*";

    public static IReadOnlyList<Check> Of(IReadOnlyList<string> only, IReadOnlyList<string> skip, List<string> problems)
    {
        foreach (var name in only.Concat(skip).Where(name => !ServiceChecker.All.Any(check => Matches(name, check))))
            problems.Add($"there is no check {name}: --list prints all");
        return
        [
            .. ServiceChecker.All.Where(check =>
                (only.Count == 0 || only.Any(name => Matches(name, check))) && !skip.Any(name => Matches(name, check))
            ),
        ];
    }

    private static bool Matches(string name, Check check) =>
        name == check.Id
        || (
            name.EndsWith(Group, StringComparison.Ordinal) && check.Id.StartsWith(name[..^1], StringComparison.Ordinal)
        );
}
