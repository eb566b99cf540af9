using System.Text;
using System.Text.RegularExpressions;

namespace Unfurl.Adapters;

/// <summary>Reads a template, see <see cref="LinkPattern"/>.</summary>
internal sealed partial class LinkTemplateParser
{
    // The group that LinkPattern.ToJavaScript adds.
    private const string SiteGroup = "site";

    private const string InQuery = "[^&;#]+";
    private const string Segment = @"[^\/?#]+";

    // As few segments as possible: what follows in the template may look like one.
    private const string Segments = $@"{Segment}(?:\/{Segment})*?";

    private static readonly Dictionary<string, string> Constraints = new(StringComparer.Ordinal)
    {
        ["int"] = "[1-9][0-9]{0,8}",
        ["long"] = "[1-9][0-9]{0,17}",
        ["sha"] = "[0-9a-fA-F]{7,40}",
        ["name"] = "[A-Za-z0-9_.-]{1,100}",
        ["slug"] = "[A-Za-z0-9_-]{1,100}",
    };

    private readonly string _template;
    private readonly List<LinkParameter> _parameters = [];

    // The texts outside of parameters and optional pieces, in order.
    private readonly List<string> _fixed = [""];

    private LinkTemplateParser(string template) => _template = template;

    /// <exception cref="ArgumentException">The template is malformed.</exception>
    public static LinkTemplate Parse(string template, IReadOnlyCollection<string> reserved) =>
        new LinkTemplateParser(template).Parse(reserved);

    private LinkTemplate Parse(IReadOnlyCollection<string> reserved)
    {
        if (!_template.StartsWith('/') && !_template.StartsWith("[/", StringComparison.Ordinal))
            throw Malformed("must start with a slash");

        var (rest, fragmentText) = Cut(_template, '#');
        var (pathText, queryText) = Cut(rest, '?');
        var path = ReadPart(pathText == "/" ? "" : pathText, isInQuery: false);
        // A slash at the end may belong to an optional piece.
        var fixedPath = _fixed.MaxBy(text => text.Length)!.TrimEnd('/');
        var fixedSegment = WholeSegments().MaxBy(segment => segment.Length);
        var query = queryText is null ? null : ReadQuery(queryText);
        _fixed.Clear();
        _fixed.Add("");
        var fragment = fragmentText is null ? null : ReadPart(fragmentText, isInQuery: false);

        var names = _parameters.ConvertAll(parameter => parameter.Name);
        if (names.Find(name => name == SiteGroup || names.Count(name.Equals) > 1) is { } taken)
            throw Malformed($"uses the name {taken} more than once");
        return new LinkTemplate(reserved)
        {
            Path = path,
            Query = query,
            Fragment = fragment,
            FixedPath = fixedPath,
            FixedSegment = fixedSegment,
            FixedFragment = _fixed[0],
            Parameters = _parameters,
        };
    }

    // Between two slashes, or between one and the end of the path.
    private IEnumerable<string> WholeSegments()
    {
        for (var i = 0; i < _fixed.Count; i++)
        {
            var parts = (i == _fixed.Count - 1 ? $"{_fixed[i]}/" : _fixed[i]).Split('/');
            foreach (var segment in parts.Skip(1).SkipLast(1))
            {
                if (segment.Length > 0)
                    yield return segment;
            }
        }
    }

    private static (string Before, string? After) Cut(string text, char separator) =>
        text.Split(separator, 2) is [var before, var after] ? (before, after) : (text, null);

    // A parameter, the start or end of an optional piece, or any other character.
    [GeneratedRegex(
        @"\G(?:\{(?<all>\*?)(?<name>[A-Za-z][A-Za-z0-9_]*)(?::(?<constraint>[^{}]+))?\}|(?<open>\[)|(?<close>\])|(?<literal>[^{}[\]?#\s]))",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Token();

    private string ReadPart(string part, bool isInQuery, bool isOptional = false)
    {
        var expression = new StringBuilder();
        var depth = 0;
        for (var at = 0; at < part.Length; )
        {
            var token = Token().Match(part, at);
            if (!token.Success)
                throw Malformed($"cannot be read from '{part[at..]}' on");
            at += token.Length;
            if (token.Groups["literal"] is { Success: true } literal)
            {
                expression.Append(LinkTemplate.Escape(literal.Value));
                if (depth == 0)
                    _fixed[^1] += literal.Value;
                continue;
            }
            _fixed.Add("");
            if (token.Groups["open"].Success)
            {
                depth++;
                expression.Append("(?:");
            }
            else if (token.Groups["close"].Success)
            {
                if (--depth < 0)
                    throw Malformed("closes a piece that is not open");
                expression.Append(")?");
            }
            else
                expression.Append(ReadParameter(token, isInQuery, isOptional || depth > 0));
        }
        return depth == 0 ? expression.ToString() : throw Malformed("does not close an optional piece");
    }

    private string ReadParameter(Match token, bool isInQuery, bool isOptional)
    {
        var (name, constraint) = (token.Groups["name"].Value, token.Groups["constraint"].Value);
        var isCatchAll = token.Groups["all"].Length > 0;
        if (isCatchAll && constraint.Length > 0)
            throw Malformed($"has a constraint for {{*{name}}}, which takes all");
        var isChoice = constraint.Length > 0 && !Constraints.ContainsKey(constraint);
        _parameters.Add(new(name, !isOptional && !isChoice, isInQuery));
        var expression =
            constraint.Length > 0 ? Constraints.GetValueOrDefault(constraint) ?? Choice(constraint)
            : isInQuery ? InQuery
            : isCatchAll ? Segments
            : Segment;
        return $"(?<{name}>{expression})";
    }

    private string Choice(string constraint)
    {
        var words = constraint.Split('|');
        return words.Contains("")
            ? throw Malformed($"has an empty word in '{constraint}'")
            : string.Join('|', words.Select(LinkTemplate.Escape));
    }

    // Servers separate parameters by either character, and take them in any order.
    private string ReadQuery(string query) => string.Concat(query.Split('&').Select(ReadQueryParameter));

    private string ReadQueryParameter(string text)
    {
        var isOptional = text is ['[', .., ']'];
        if (isOptional)
            text = text[1..^1];
        if (
            text.Split('=', 2) is not [{ Length: > 0 } name, { Length: > 0 } value]
            || name.AsSpan().ContainsAny("{}[]")
        )
            throw Malformed($"has '{text}' in its query, which is no name=value");

        var literal = LinkTemplate.Escape(name);
        // Of a name that occurs twice, servers take one or the other, so such a link is of no kind.
        var others = $"(?!{literal}=)[^&;#]*";
        var found =
            $@"(?=\?(?:{others}[&;])*{literal}={ReadPart(value, isInQuery: true, isOptional)}(?:[&;]{others})*(?:#|$))";
        // Not by a question mark: JavaScript forgets what was captured in a piece that is optional and empty.
        return isOptional ? $"(?:{found}|)" : found;
    }

    private ArgumentException Malformed(string problem) => Malformed(_template, problem);

    private static ArgumentException Malformed(string template, string problem) =>
        new($"The template {template} {problem}.", nameof(template));
}
