using System.Text.RegularExpressions;

namespace Unfurl.Adapters;

/// <summary>
/// How a kind of link is recognised: its name, its template and a sample. The matcher, the JavaScript regular expression for
/// Notion's portal and the names available to placeholder attributes are derived from it.
/// </summary>
/// <remarks>
/// A template is written like a route, with query and fragment where they say what the link leads to:
/// <list type="table">
/// <item><term><c>/{owner}/{repo}/pull/{number:int}</c></term><description>
/// Parameters. The constraint is <c>int</c> (1 to 999,999,999), <c>long</c> (1 to 18 digits), <c>sha</c> (7 to 40 hexadecimal
/// digits), <c>name</c> (letters, digits, <c>_ . -</c>, up to 100), <c>slug</c> (a name without dots) or alternatives
/// <c>a|b|c</c>. Without one a parameter is a whole text without a slash.
/// </description></item>
/// <item><term><c>/{*project}/-/issues/{number:int}</c></term><description>
/// A parameter of one or more segments: as few as the rest of the template allows.
/// </description></item>
/// <item><term><c>/{*project}[/-]/issues/{number:int}[-{slug}]</c></term><description>
/// Optional pieces; the parameters in them are optional.
/// </description></item>
/// <item><term><c>/index.php?title={title}&amp;[oldid={revision:int}]</c></term><description>
/// Parameters of the query, in any order, separated by <c>&amp;</c> or <c>;</c>, among any others. A link that has one of the
/// names twice does not match. Alone in brackets it is optional: with another value than it may have it counts as absent.
/// </description></item>
/// <item><term><c>/#/builders/{builder:int}</c>, <c>/issues/{number:int}#note-{note:int}</c></term><description>
/// A fragment. Without one in the template, any fragment is accepted, and without a query any query.
/// </description></item>
/// </list>
/// Names of parameters are ASCII letters, digits and <c>_</c>; the name <c>site</c> is reserved.
/// </remarks>
public sealed class LinkPattern
{
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromSeconds(1);

    // Compiling takes milliseconds, so only patterns in use are compiled, and in the background.
    private const int CompileThreshold = 100;

    private readonly LinkTemplate _template;
    private Regex _matcher;
    private int _matches;

    /// <summary>Creates a pattern and checks that its sample matches.</summary>
    /// <param name="name">The rule's name, e.g. <c>Pull request</c>; shown in Notion's portal.</param>
    /// <param name="template">The template; the remarks of the type describe it.</param>
    /// <param name="sample">
    /// The path of a link of this kind, with query and fragment if the template has them, e.g. <c>/acme/app/pull/12</c>.
    /// </param>
    /// <param name="reserved">
    /// Words that the provider uses as a first path segment, or paths without the first slash, e.g. <c>wiki/private</c>. A path that
    /// starts with one, in upper or lower case, does not match; with <c>*</c> at its end a word may go on, as <c>wiki/Special:*</c>.
    /// Null means none.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The name is blank, the template is malformed, or the sample does not match it.
    /// </exception>
    public LinkPattern(string name, string template, string sample, IReadOnlyCollection<string>? reserved = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Name = name;
        Template = template;
        Sample = sample;
        _template = LinkTemplateParser.Parse(template, reserved ?? []);
        Parameters = [.. _template.Parameters.Select(parameter => parameter.Name)];
        IdentifyingParameters =
        [
            .. _template.Parameters.Where(parameter => parameter.IsIdentifying).Select(parameter => parameter.Name),
        ];
        _matcher = CreateMatcher();
        if (!SampleMatches(sample))
            throw new ArgumentException($"The sample {sample} does not match the template {template}.", nameof(sample));
    }

    /// <summary>The rule's name, e.g. <c>Pull request</c>.</summary>
    public string Name { get; }

    /// <summary>The template as declared.</summary>
    public string Template { get; }

    /// <summary>The path of a link of this kind, with query and fragment if the template has them.</summary>
    public string Sample { get; }

    /// <summary>The names of the parameters, in the order of the template.</summary>
    public IReadOnlyList<string> Parameters { get; }

    /// <summary>
    /// The names of the <see cref="Parameters"/> that identify a link's target: those that every link of this kind has
    /// and that do not choose between alternatives.
    /// </summary>
    public IReadOnlyList<string> IdentifyingParameters { get; }

    /// <summary>Matches the path, and query and fragment if the template has them. The host is ignored.</summary>
    /// <param name="link">The link.</param>
    /// <returns>
    /// The match with the values of the parameters; null if the link is of another kind, or a value is one that
    /// <see cref="LinkMatch"/> excludes. A match that takes longer than a second counts as no match.
    /// </returns>
    public LinkMatch? Match(Link link)
    {
        // Of many kinds only a few have the link's words. Looking for them is much faster than the expression.
        if (
            !link.Path.Contains(_template.FixedPath, StringComparison.Ordinal)
            || !link.Fragment.StartsWith(_template.FixedFragment, StringComparison.Ordinal)
            || _template.IsReserved(link.Path)
            || FindMatch(link) is not { Success: true } match
        )
            return null;

        var values = new Dictionary<string, string>(Parameters.Count, StringComparer.Ordinal);
        foreach (var parameter in Parameters)
        {
            if (match.Groups[parameter] is not { Success: true, Value: var value })
                continue;
            if (LinkValue.IsUnsafe(value))
                return null;
            values[parameter] = value;
        }
        return new LinkMatch(this, link, values);
    }

    /// <summary>
    /// Returns the pattern as a JavaScript regular expression over whole URLs, for the URL pattern in Notion's portal.
    /// It has the named group <c>site</c> and a named group per parameter.
    /// </summary>
    /// <remarks>
    /// Notion applies the expression to the pasted text; <see cref="Match"/> reads the normal form. On links in normal
    /// form both give the same result and the same values, except that only <see cref="Match"/> refuses the values that
    /// <see cref="LinkMatch"/> excludes. The expression may miss other spellings. A
    /// <see cref="Link"/> of this host that matches the expression also matches here, unless it escapes a letter of a
    /// reserved word.
    /// </remarks>
    /// <param name="hosts">The owned host and its aliases, e.g. <c>github.com</c>.</param>
    /// <returns>The expression, without delimiters and flags.</returns>
    public string ToJavaScript(params IReadOnlyList<string> hosts)
    {
        var names = string.Join('|', hosts.Select(LinkTemplate.Escape));
        return $@"^(?<site>https:\/\/{(hosts.Count == 1 ? names : $"(?:{names})")}){_template.JavaScript}$";
    }

    // A segment that the path of every link of this kind has.
    internal string? FixedSegment => _template.FixedSegment;

    internal bool IsInQuery(string parameter) =>
        _template.Parameters.Any(known => known.Name == parameter && known.IsInQuery);

    // Adjacent parameters can backtrack; a match that times out counts as no match.
    private Match? FindMatch(Link link)
    {
        var text = link.Path == "/" ? "" : link.Path;
        if (_template.Query is not null && link.Query.Length > 0)
            text = $"{text}?{link.Query}";
        if (_template.Fragment is not null)
            text = $"{text}#{link.Fragment}";
        try
        {
            return Matcher().Match(text);
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
            // The first match generates machine code; no request has to wait for it.
            compiled.IsMatch(Sample);
            Volatile.Write(ref _matcher, compiled);
        }
        catch (RegexMatchTimeoutException)
        {
            // The interpreted expression stays in use.
        }
    }

    private Regex CreateMatcher(RegexOptions more = RegexOptions.None) =>
        new(_template.Matcher, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | more, MatchTimeout);

    // The sample must also match the portal's expression: Notion checks it there.
    private bool SampleMatches(string sample)
    {
        const string host = "sample.example";
        var url = $"https://{host}{sample}";
        return Link.TryParse(url, out var link)
            && Match(link) is not null
            && Regex.IsMatch(url, ToJavaScript(host), RegexOptions.CultureInvariant, MatchTimeout);
    }
}
