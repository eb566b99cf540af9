using System.Collections.Frozen;
using System.Text;

namespace Unfurl.Adapters;

/// <summary>A parsed template: regular expressions that mean the same in .NET and JavaScript.</summary>
internal sealed record LinkTemplate
{
    private const char AnyEnd = '*';

    private readonly IReadOnlyCollection<string> _reserved;
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _reservedSpans;
    private readonly string[] _reservedPaths;

    public LinkTemplate(IReadOnlyCollection<string> reserved)
    {
        _reserved = reserved;
        _reservedPaths = [.. reserved.Where(word => word.Contains('/', StringComparison.Ordinal) || HasAnyEnd(word))];
        _reservedSpans = reserved
            .ToFrozenSet(StringComparer.OrdinalIgnoreCase)
            .GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Matches the path. The root is the empty path, because a link may omit its slash.</summary>
    public required string Path { get; init; }

    /// <summary>Looks ahead, from the end of the path on, for the parameters in the query; null accepts any query.</summary>
    public required string? Query { get; init; }

    /// <summary>Matches the fragment; null accepts any fragment.</summary>
    public required string? Fragment { get; init; }

    /// <summary>The longest text of the path that every link of the kind has.</summary>
    public required string FixedPath { get; init; }

    /// <summary>The longest whole segment of the path that every link of the kind has; null for none.</summary>
    public required string? FixedSegment { get; init; }

    /// <summary>What every fragment starts with.</summary>
    public required string FixedFragment { get; init; }

    public required IReadOnlyList<LinkParameter> Parameters { get; init; }

    /// <summary>An expression over the parts of a link's normal form that the template names.</summary>
    public string Matcher =>
        $"^{Path}{(Query is null ? "" : $@"{Query}(?:\?[^#]*)?")}{(Fragment is null ? "" : $"#{Fragment}")}$";

    /// <summary>An expression over what follows the site in a whole URL.</summary>
    public string JavaScript =>
        Reserved
        + Path
        + @"\/?"
        + (
            (Query, Fragment) switch
            {
                (null, null) => "(?:[?#].*)?",
                (_, null) => $@"{Query}(?:\?[^#]*)?(?:#.*)?",
                _ => $@"{Query}(?:\?[^#]*)?#{Fragment}(?:{Link.DirectiveDelimiter}.*)?",
            }
        );

    /// <summary>Whether a path starts with a reserved word or path, in upper or lower case.</summary>
    public bool IsReserved(string path)
    {
        var rest = path.AsSpan(1);
        return _reservedSpans.Contains(rest.IndexOf('/') is >= 0 and var end ? rest[..end] : rest)
            || (_reservedPaths.Length > 0 && IsBelowReserved(rest));
    }

    private bool IsBelowReserved(ReadOnlySpan<char> path)
    {
        foreach (var reserved in _reservedPaths)
        {
            var start = HasAnyEnd(reserved) ? reserved.AsSpan(0, reserved.Length - 1) : reserved;
            if (
                path.StartsWith(start, StringComparison.OrdinalIgnoreCase)
                && (HasAnyEnd(reserved) || path.Length == start.Length || path[start.Length] == '/')
            )
                return true;
        }
        return false;
    }

    private static bool HasAnyEnd(string reserved) => reserved.EndsWith(AnyEnd);

    // For Notion's portal only: .NET compiles hundreds of words for seconds.
    private string Reserved
    {
        get
        {
            var whole = string.Join('|', _reserved.Where(word => !HasAnyEnd(word)).Select(CaseInsensitive));
            var starts = string.Join('|', _reserved.Where(HasAnyEnd).Select(word => CaseInsensitive(word[..^1])));
            return (whole.Length == 0 ? "" : $@"(?!\/(?:{whole})(?:[\/?#]|$))")
                + (starts.Length == 0 ? "" : $@"(?!\/(?:{starts}))");
        }
    }

    // Escapes what is special in either language, including the slash.
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            if (@"\/.*+?|()[]{}^$".Contains(c, StringComparison.Ordinal))
                escaped.Append('\\');
            escaped.Append(c);
        }
        return escaped.ToString();
    }

    // Letter by letter: Notion accepts expressions without flags only.
    private static string CaseInsensitive(string word) =>
        string.Concat(
            word.Select(c =>
                char.IsAsciiLetter(c) ? $"[{char.ToLowerInvariant(c)}{char.ToUpperInvariant(c)}]" : Escape($"{c}")
            )
        );
}

/// <summary>A parameter of a template.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsIdentifying">Whether every link has it, and it does not choose between alternatives.</param>
/// <param name="IsInQuery">Whether it stands in the query.</param>
internal sealed record LinkParameter(string Name, bool IsIdentifying, bool IsInQuery);
