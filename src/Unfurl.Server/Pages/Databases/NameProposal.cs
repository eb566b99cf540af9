using System.Text;

namespace Unfurl.Server.Pages.Databases;

/// <summary>A name for an enrichment, from the title of its database.</summary>
internal static class NameProposal
{
    private const int MaxLength = 60;

    /// <param name="taken">The names that there are.</param>
    public static string For(string title, IEnumerable<string> taken)
    {
        var name = new StringBuilder();
        foreach (var c in title.ToLowerInvariant())
        {
            if (name.Length == MaxLength)
                break;
            if (char.IsLetterOrDigit(c))
                name.Append(c);
            else if (name.Length > 0 && name[^1] != '-')
                name.Append('-');
        }
        var first = name.ToString().Trim('-') is { Length: > 0 } made ? made : "database";
        var known = taken.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return Enumerable
            .Range(1, known.Count + 1)
            .Select(number => number == 1 ? first : $"{first}-{number}")
            .First(one => !known.Contains(one));
    }
}
