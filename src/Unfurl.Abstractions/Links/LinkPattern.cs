using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Unfurl.Adapters;

/// <summary>
/// One kind of link a provider has: its name, its shape and a sample. From this one declaration come the matcher, the
/// JavaScript regular expression for Notion's portal and the names that placeholder attributes may use.
/// </summary>
/// <remarks>
/// The template is written like a route: <c>/{owner}/{repo}/pull/{number:int}/{tab:files|commits?}</c>, optionally
/// with a fragment, <c>/{owner}/{repo}/pull/{number:int}#issuecomment-{comment:long}</c>. A parameter's constraint is
/// <c>int</c> (1 to 999,999,999), <c>long</c> (1 to 18 digits), <c>sha</c> (7 to 40 hexadecimal digits), <c>name</c>
/// (letters, digits, <c>_ . -</c>, up to 100) or alternatives <c>a|b|c</c>; without one it is any text without a slash.
/// A <c>?</c> at its end makes the path's last segment optional. Names are ASCII letters, digits and <c>_</c>;
/// <c>site</c> is taken.
/// </remarks>
public sealed class LinkPattern
{
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromSeconds(1);

    /// <summary>Compiling takes milliseconds: it is for patterns that are in use, and nobody waits for it.</summary>
    private const int CompileThreshold = 100;

    private readonly LinkTemplate _template;
    private Regex _matcher;
    private int _matches;

    /// <param name="name">The rule's name, e.g. <c>Pull request</c>; shown in Notion's portal.</param>
    /// <param name="template">See the remarks.</param>
    /// <param name="sample">Path (and fragment) of a link of this kind, e.g. <c>/acme/app/pull/12</c>.</param>
    /// <param name="reserved">Words that the path's first segment never is, in upper or lower case, because the provider uses them itself.</param>
    /// <exception cref="ArgumentException">The template is malformed, or the sample does not match it.</exception>
    public LinkPattern(
        string name,
        [StringSyntax("Route")] string template,
        string sample,
        IReadOnlyCollection<string>? reserved = null
    )
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Name = name;
        Template = template;
        Sample = sample;
        _template = LinkTemplate.Parse(template, reserved ?? []);
        _matcher = CreateMatcher();
        if (!SampleMatches(sample))
            throw new ArgumentException($"The sample {sample} does not match the template {template}.", nameof(sample));
    }

    /// <summary>The rule's name.</summary>
    public string Name { get; }

    /// <summary>The shape, as declared.</summary>
    public string Template { get; }

    /// <summary>Path of a link of this kind.</summary>
    public string Sample { get; }

    /// <summary>The parameters' names, in the order of the template.</summary>
    public IReadOnlyList<string> Parameters => _template.Parameters;

    /// <summary>
    /// Those of <see cref="Parameters"/> that say which thing a link leads to, and are in every link of this kind:
    /// neither optional nor one of a few words.
    /// </summary>
    public IReadOnlyList<string> IdentifyingParameters => _template.Identifying;

    /// <summary>Whether a link is of this kind. The link's host is not looked at.</summary>
    /// <param name="link">The link.</param>
    /// <returns>The match with the parameters' values, or null.</returns>
    public LinkMatch? Match(Link link)
    {
        if (FindMatch(link) is not { Success: true } match)
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
    /// <remarks>
    /// Notion tries it on the text that somebody pasted, <see cref="Match"/> looks at the link's normal form. On links
    /// in their normal form, whatever query follows, the two agree, values included. Other spellings Notion may overlook,
    /// but a <see cref="Link"/> of this host that the expression matches is matched here too; only reserved words may
    /// hide from it in escapes.
    /// </remarks>
    /// <param name="host">The owned host, e.g. <c>github.com</c>.</param>
    public string ToJavaScript(string host)
    {
        var site = LinkTemplate.Escape($"https://{host}");
        var rest = _template.Fragment is { } fragment ? $@"\/?(?:\?[^#]*)?#{fragment}" : @"\/?(?:[?#].*)?";
        return $"^(?<site>{site}){_template.Path}{rest}$";
    }

    /// <summary>Parameters side by side can be read in many ways; a link that takes forever to read so is none of the kind.</summary>
    private Match? FindMatch(Link link)
    {
        var path = link.Path == "/" ? "" : link.Path;
        try
        {
            return Matcher().Match(_template.Fragment is null ? path : $"{path}#{link.Fragment}");
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    private Regex Matcher()
    {
        if (_matches < CompileThreshold && Interlocked.Increment(ref _matches) == CompileThreshold)
            _ = Task.Run(Compile);
        return Volatile.Read(ref _matcher);
    }

    private void Compile()
    {
        var compiled = CreateMatcher(RegexOptions.Compiled);
        try
        {
            // The first match makes machine code, whose time is no link's.
            compiled.IsMatch(Sample);
            Volatile.Write(ref _matcher, compiled);
        }
        catch (RegexMatchTimeoutException)
        {
            // It goes on as it is.
        }
    }

    private Regex CreateMatcher(RegexOptions more = RegexOptions.None) =>
        new(
            _template.Fragment is { } fragment ? $"^{_template.Path}#{fragment}$" : $"^{_template.Path}$",
            RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | more,
            MatchTimeout
        );

    /// <summary>Notion tries the sample against the expression as it is typed, so the matcher's word alone is not enough.</summary>
    private bool SampleMatches(string sample)
    {
        const string host = "sample.example";
        var url = $"https://{host}{sample}";
        return Link.TryParse(url, out var link)
            && Match(link) is not null
            && Regex.IsMatch(url, ToJavaScript(host), RegexOptions.CultureInvariant, MatchTimeout);
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
