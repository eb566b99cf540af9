using System.Text.RegularExpressions;

namespace Unfurl.Recipes.Answers;

/// <summary>
/// Which members of an answer a recipe's expressions name. Of an issue of 100 KB a card has a tenth, and building the rest costs
/// most of the time.
/// </summary>
internal sealed partial class JsonOutline
{
    private readonly Dictionary<string, JsonOutline> _members = new(StringComparer.Ordinal);

    /// <summary>Whether everything below is kept.</summary>
    public bool IsWhole { get; private set; }

    /// <returns>Null if nothing of the member is needed.</returns>
    public JsonOutline? Find(string member) => IsWhole ? this : _members.GetValueOrDefault(member);

    /// <summary>Keeps what a JMESPath may name, and perhaps more.</summary>
    public void Keep(string expression)
    {
        // Of anything that is not made of names, brackets and literals alone, nobody here knows what it needs.
        if (Unusual.IsMatch(expression))
        {
            IsWhole = true;
            return;
        }
        // What stands in brackets, and behind a pipe, is about a part that is kept as a whole.
        var outer = Bracket.Replace(Literal.Replace(expression, "''"), "[]").Split(" | ")[0];
        foreach (Match path in Path.Matches(outer))
            Keep(path.Groups["name"].Captures.Select(name => name.Value));
    }

    private void Keep(IEnumerable<string> path)
    {
        var at = this;
        foreach (var name in path)
        {
            if (!at._members.TryGetValue(name, out var next))
                at._members[name] = next = new();
            at = next;
        }
        at.IsWhole = true;
    }

    // Functions, the current node, wild cards, quoted names, brackets within brackets or behind no name.
    [GeneratedRegex(
        @"(?<![\w\]])\[|[(@*""$\\]|(?<!&)&(?!&)|\[[^\]]*\[|\|(?![| ])",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Unusual { get; }

    [GeneratedRegex("'[^']*'|`[^`]*`", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Literal { get; }

    [GeneratedRegex(@"\[[^\]]*\]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Bracket { get; }

    // Up to the first bracket.
    [GeneratedRegex(
        @"(?<![\w.\]])(?<name>[A-Za-z_]\w*)(?:\.(?<name>[A-Za-z_]\w*))*",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Path { get; }
}
