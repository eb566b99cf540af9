using System.Globalization;
using System.Text.RegularExpressions;

namespace Unfurl.GitHub.Cards;

/// <summary>The lines that a link to a file names, from 1: <c>#L10</c>, <c>#L10-L20</c>, <c>#L10C5-L20C3</c>.</summary>
internal readonly partial record struct LineRange(int First, int Last)
{
    // In either order, as GitHub takes them.
    public static LineRange? Of(string fragment)
    {
        if (Fragment.Match(fragment) is not { Success: true } match)
            return null;
        var first = NumberOf(match.Groups["first"]);
        var last = match.Groups["last"].Success ? NumberOf(match.Groups["last"]) : first;
        return new(Math.Min(first, last), Math.Max(first, last));
    }

    public override string ToString() => First == Last ? $"Line {First:N0}" : $"Lines {First:N0}–{Last:N0}";

    // The lines of a text without the indentation that all of them have; null where the text has no such lines.
    public string? In(string text)
    {
        // Other characters that some programs end a line at, such as a form feed, end none for Git and GitHub.
        var lines = text.Split('\n').Select(line => line.TrimEnd('\r')).ToArray();
        if (First > lines.Length)
            return null;
        var chosen = lines[(First - 1)..Math.Min(Last, lines.Length)];
        var indentation = chosen
            .Where(line => !string.IsNullOrWhiteSpace(line))
            .Select(line => line.Length - line.TrimStart(' ', '\t').Length)
            .DefaultIfEmpty()
            .Min();
        return string.Join('\n', chosen.Select(line => line.Length > indentation ? line[indentation..] : ""));
    }

    private static int NumberOf(Group group) => int.Parse(group.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        "^L(?<first>[1-9][0-9]{0,6})(C[0-9]+)?(-L?(?<last>[1-9][0-9]{0,6})(C[0-9]+)?)?$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Fragment { get; }
}
