using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;

namespace Unfurl.Adapters;

/// <summary>A parsed template: regular expressions that mean the same in .NET and JavaScript.</summary>
/// <param name="Path">Matches the path. The root is the empty path, because a link may omit its slash.</param>
/// <param name="Fragment">Matches the fragment; null accepts any fragment.</param>
/// <param name="Parameters">The names of the parameters, in order.</param>
/// <param name="Identifying">The names of the parameters that are neither optional nor alternatives.</param>
/// <param name="Reserved">First segments of paths that do not match.</param>
internal sealed partial record LinkTemplate(
    string Path,
    string? Fragment,
    IReadOnlyList<string> Parameters,
    IReadOnlyList<string> Identifying,
    IReadOnlyCollection<string> Reserved
)
{
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _reserved = Reserved
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    // The group that LinkPattern.ToJavaScript adds.
    private const string SiteGroup = "site";

    private static readonly Dictionary<string, string> Constraints = new(StringComparer.Ordinal)
    {
        [""] = @"[^\/?#]+",
        ["int"] = "[1-9][0-9]{0,8}",
        ["long"] = "[1-9][0-9]{0,17}",
        ["sha"] = "[0-9a-fA-F]{7,40}",
        ["name"] = "[A-Za-z0-9_.-]{1,100}",
    };

    public static LinkTemplate Parse(string template, IReadOnlyCollection<string> reserved)
    {
        if (!template.StartsWith('/'))
            throw Malformed(template, "must start with a slash");

        var parts = template.Split('#', 2);
        var parameters = new List<Parameter>();
        var path = Translate(template, parts[0] == "/" ? "" : parts[0], isPath: true, parameters);
        var fragment = parts.Length == 2 ? Translate(template, parts[1], isPath: false, parameters) : null;
        var names = parameters.ConvertAll(parameter => parameter.Name);
        if (names.Find(name => name == SiteGroup || names.Count(name.Equals) > 1) is { } taken)
            throw Malformed(template, $"uses the name {taken} more than once");
        return new LinkTemplate(
            path,
            fragment,
            names,
            [.. parameters.Where(parameter => parameter.IsIdentifying).Select(parameter => parameter.Name)],
            reserved
        );
    }

    /// <summary>Whether a path starts with a reserved word, in upper or lower case.</summary>
    public bool IsReserved(string path)
    {
        var first = path.AsSpan(1);
        return _reserved.Contains(first.IndexOf('/') is >= 0 and var end ? first[..end] : first);
    }

    /// <summary>
    /// The same as an expression. It is for Notion's portal only: .NET compiles hundreds of words for seconds.
    /// </summary>
    public string ReservedWordLookahead() =>
        Reserved.Count == 0 ? "" : $@"(?!\/(?:{string.Join('|', Reserved.Select(CaseInsensitive))})(?:[\/?#]|$))";

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

    // A parameter with the slash before it, which is optional together with it, or any other character.
    [GeneratedRegex(
        @"\G(?:(?<slash>/?)\{(?<name>[A-Za-z][A-Za-z0-9_]*)(?::(?<constraint>[^{}?]+))?(?<optional>\??)\}|(?<literal>[^{}?#\s]))",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Token();

    private static string Translate(string template, string part, bool isPath, List<Parameter> parameters)
    {
        var expression = new StringBuilder();
        for (var at = 0; at < part.Length; )
        {
            var token = Token().Match(part, at);
            if (!token.Success)
                throw Malformed(template, $"cannot be read from '{part[at..]}' on");

            at += token.Length;
            if (token.Groups["literal"] is { Success: true } literal)
            {
                expression.Append(Escape(literal.Value));
                continue;
            }
            var isOptional = token.Groups["optional"].Length > 0;
            if (isOptional && !(isPath && at == part.Length && token.Groups["slash"].Length > 0))
                throw Malformed(template, "may have an optional parameter only as the path's last segment");

            var name = token.Groups["name"].Value;
            var constraint = token.Groups["constraint"].Value;
            parameters.Add(new(name, !isOptional && Constraints.ContainsKey(constraint)));
            var group = $"{Escape(token.Groups["slash"].Value)}(?<{name}>{Expression(template, constraint)})";
            expression.Append(isOptional ? $"(?:{group})?" : group);
        }
        return expression.ToString();
    }

    private static string Expression(string template, string constraint)
    {
        if (Constraints.GetValueOrDefault(constraint) is { } expression)
            return expression;
        var words = constraint.Split('|');
        return words.Contains("")
            ? throw Malformed(template, $"has an empty word in '{constraint}'")
            : string.Join('|', words.Select(Escape));
    }

    // Letter by letter: Notion accepts expressions without flags only.
    private static string CaseInsensitive(string word) =>
        string.Concat(
            word.Select(c =>
                char.IsAsciiLetter(c) ? $"[{char.ToLowerInvariant(c)}{char.ToUpperInvariant(c)}]" : Escape($"{c}")
            )
        );

    private static ArgumentException Malformed(string template, string problem) =>
        new($"The template {template} {problem}.", nameof(template));

    private readonly record struct Parameter(string Name, bool IsIdentifying);
}
