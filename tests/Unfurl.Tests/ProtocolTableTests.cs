using System.Text.RegularExpressions;
using Unfurl.Testing;

namespace Unfurl.Tests;

/// <summary>Every type and test that <c>docs/protocol.md</c> names for a rule exists.</summary>
public sealed partial class ProtocolTableTests
{
    // No expression here takes long; the analyzers require a limit.
    private const int Milliseconds = 1000;

    private static readonly string Root = RepositoryRoot.Path;

    private static readonly IReadOnlyList<string[]> Rows =
    [
        .. File.ReadLines(Path.Combine(Root, "docs", "protocol.md"))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .Select(line => line.Trim('|', ' ').Split(" | "))
            .Where(cells => cells[^1] != "shown by"),
    ];

    private static readonly ILookup<string, string> SourceOfTestClass = Directory
        .EnumerateFiles(Path.Combine(Root, "tests"), "*.cs", SearchOption.AllDirectories)
        .Where(file => !Generated().IsMatch(file))
        .Select(File.ReadAllText)
        .SelectMany(source => Class().Matches(source), (source, name) => (name.Groups["name"].Value, source))
        .ToLookup(pair => pair.Item1, pair => pair.source);

    [Fact]
    public void Every_rule_names_its_source_and_its_tests()
    {
        Rows.Count.ShouldBeGreaterThan(60);
        Rows.ShouldAllBe(cells => cells.Length == 3 && Named(cells[1]).Any() && Named(cells[2]).Any());
    }

    [Fact]
    public void Every_source_file_is_there() =>
        Rows.SelectMany(cells => Named(cells[1]))
            .Distinct()
            .Where(file => !File.Exists(Path.Combine(Root, "src", file)))
            .ShouldBeEmpty();

    [Fact]
    public void Every_test_is_there() =>
        Rows.SelectMany(cells => Named(cells[2])).Distinct().Where(test => !IsThere(test)).ShouldBeEmpty();

    private static bool IsThere(string test) =>
        test.Split('.') switch
        {
            [var name] => SourceOfTestClass[name].Any(source => TestMethod().IsMatch(source)),
            [var name, var method] => SourceOfTestClass[name]
                .Any(source => TestMethod().Matches(source).Any(found => found.Groups["name"].Value == method)),
            _ => false,
        };

    private static IEnumerable<string> Named(string cell) =>
        Quoted().Matches(cell).Select(match => match.Groups["name"].Value);

    [GeneratedRegex("`(?<name>[^`]+)`", RegexOptions.ExplicitCapture, Milliseconds)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\bclass (?<name>\w+)", RegexOptions.ExplicitCapture, Milliseconds)]
    private static partial Regex Class();

    [GeneratedRegex(
        @"^    public (async )?(Task|void) (?<name>\w+)\(",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        Milliseconds
    )]
    private static partial Regex TestMethod();

    [GeneratedRegex(@"[\\/](bin|obj|node_modules)[\\/]", RegexOptions.ExplicitCapture, Milliseconds)]
    private static partial Regex Generated();
}
