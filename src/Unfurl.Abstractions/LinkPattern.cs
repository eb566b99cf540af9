using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Unfurl;

/// <summary>
/// One kind of link a provider has: its name, its shape and a sample. From this one declaration come the matcher, the
/// JavaScript regular expression for Notion's portal and the names that placeholder attributes may use.
/// </summary>
/// <remarks>
/// The template is written like a route: <c>/{owner}/{repo}/pull/{number:int}/{tab:files|commits?}</c>, optionally
/// with a fragment, <c>/{owner}/{repo}/pull/{number:int}#issuecomment-{comment:long}</c>. A parameter's constraint is
/// <c>int</c> (1 to 999,999,999), <c>long</c> (1 to 18 digits), <c>sha</c> (7 to 40 hexadecimal digits), <c>name</c>
/// (letters, digits, <c>_ . -</c>, up to 100) or alternatives <c>a|b|c</c>; without one it is any text without a slash.
/// A <c>?</c> at the end makes the last segment optional.
/// </remarks>
public sealed class LinkPattern
{
    private readonly Regex _matcher;
    private readonly string _body;
    private readonly bool _hasFragment;

    /// <param name="name">The rule's name, e.g. <c>Pull request</c>; shown in Notion's portal.</param>
    /// <param name="template">See the remarks.</param>
    /// <param name="sample">Path (and fragment) of a link of this kind, e.g. <c>/acme/app/pull/12</c>.</param>
    /// <param name="reserved">Lower-case words that the path's first segment never is, because the provider uses them itself.</param>
    /// <exception cref="ArgumentException">The template is malformed, or the sample does not match it.</exception>
    public LinkPattern(
        string name,
        [StringSyntax("Route")] string template,
        string sample,
        IReadOnlyCollection<string>? reserved = null
    )
    {
        Name = name;
        Template = template;
        Sample = sample;
        _hasFragment = template.Contains('#');
        (_body, Parameters) = LinkTemplate.Translate(template, reserved ?? []);
        _matcher = new Regex(
            $"^{_body}$",
            RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(1)
        );
        if (!_matcher.IsMatch(sample))
            throw new ArgumentException($"The sample {sample} does not match the template {template}.", nameof(sample));
    }

    /// <summary>The rule's name.</summary>
    public string Name { get; }

    /// <summary>The shape, as declared.</summary>
    public string Template { get; }

    /// <summary>Path of a link of this kind.</summary>
    public string Sample { get; }

    /// <summary>The parameters' names, in the order of the template.</summary>
    public IReadOnlyList<string> Parameters { get; }

    /// <summary>Whether a link is of this kind. The link's host is not looked at.</summary>
    /// <param name="link">The link.</param>
    /// <returns>The match with the parameters' values, or null.</returns>
    public LinkMatch? Match(Link link)
    {
        var match = _matcher.Match(_hasFragment ? $"{link.Path}#{link.Fragment}" : link.Path);
        if (!match.Success)
            return null;

        var values = new Dictionary<string, string>(Parameters.Count, StringComparer.Ordinal);
        foreach (var parameter in Parameters)
        {
            if (match.Groups[parameter] is { Success: true } group)
                values[parameter] = group.Value;
        }
        return new LinkMatch(this, link, values);
    }

    /// <summary>
    /// The same pattern as a JavaScript regular expression over whole URLs, with the named groups <c>site</c> and one
    /// per parameter: what Notion's portal takes as a URL pattern.
    /// </summary>
    /// <param name="host">The owned host, e.g. <c>github.com</c>.</param>
    public string ToJavaScript(string host)
    {
        var site = LinkTemplate.Escape($"https://{host}");
        var path = _hasFragment
            ? _body.Replace("#", @"\/?(?:\?[^#]*)?#", StringComparison.Ordinal)
            : $@"{_body}\/?(?:[?#].*)?";
        return $"^(?<site>{site}){path}$";
    }
}

/// <summary>A link that is of a known kind, with the values of the pattern's parameters.</summary>
public sealed class LinkMatch
{
    private readonly Dictionary<string, string> _values;

    internal LinkMatch(LinkPattern pattern, Link link, Dictionary<string, string> values)
    {
        Pattern = pattern;
        Link = link;
        _values = values;
    }

    /// <summary>The kind.</summary>
    public LinkPattern Pattern { get; }

    /// <summary>The link.</summary>
    public Link Link { get; }

    /// <summary>The text of a parameter, as it stands in the link's path.</summary>
    /// <param name="parameter">A parameter of the pattern that is not optional.</param>
    /// <exception cref="KeyNotFoundException">The link has no such parameter.</exception>
    public string this[string parameter] => _values[parameter];

    /// <summary>The value of a parameter with the constraint <c>int</c>.</summary>
    /// <param name="parameter">Its name.</param>
    public int Number(string parameter) => int.Parse(_values[parameter], CultureInfo.InvariantCulture);

    /// <summary>The text of an optional parameter; null when the link does not have it.</summary>
    /// <param name="parameter">Its name.</param>
    public string? Optional(string parameter) => _values.GetValueOrDefault(parameter);
}

/// <summary>Turns a template into a regular expression that .NET and JavaScript read alike.</summary>
internal static class LinkTemplate
{
    public static (string Body, IReadOnlyList<string> Parameters) Translate(
        string template,
        IReadOnlyCollection<string> reserved
    )
    {
        if (!template.StartsWith('/'))
            throw new ArgumentException($"The template {template} must start with a slash.", nameof(template));

        var body = new StringBuilder();
        var parameters = new List<string>();
        if (reserved.Count > 0)
            body.Append(@"(?!\/(?:").AppendJoin('|', reserved.Select(Escape)).Append(@")(?:[\/?#]|$))");

        for (var i = 0; i < template.Length; )
        {
            // An optional parameter takes the slash before it along.
            var slash = template[i] == '/' ? 1 : 0;
            if (i + slash < template.Length && template[i + slash] == '{')
            {
                var close = template.IndexOf('}', i);
                if (close < 0)
                    throw new ArgumentException($"The template {template} has an open brace.", nameof(template));
                var (name, expression, optional) = Parameter(template[(i + slash + 1)..close]);
                parameters.Add(name);
                var group = $"{(slash == 1 ? @"\/" : "")}(?<{name}>{expression})";
                body.Append(optional ? $"(?:{group})?" : group);
                i = close + 1;
            }
            else
            {
                body.Append(template[i] == '#' ? "#" : Escape(template[i].ToString()));
                i++;
            }
        }
        return (body.ToString(), parameters);
    }

    /// <summary>Escapes what is special in a regular expression of either language, the slash included.</summary>
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

    private static (string Name, string Expression, bool Optional) Parameter(string text)
    {
        var optional = text.EndsWith('?');
        var parts = (optional ? text[..^1] : text).Split(':', 2);
        var expression = parts.ElementAtOrDefault(1) switch
        {
            null => @"[^\/?#]+",
            "int" => "[1-9][0-9]{0,8}",
            "long" => "[1-9][0-9]{0,17}",
            "sha" => "[0-9a-fA-F]{7,40}",
            "name" => "[A-Za-z0-9_.-]{1,100}",
            var words => string.Join('|', words.Split('|').Select(Escape)),
        };
        return (parts[0], expression, optional);
    }
}
