using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Unfurl.Adapters;

/// <summary>
/// A kind of link: its name, its template and a sample. The matcher, the JavaScript regular expression for Notion's
/// portal and the names available to placeholder attributes are derived from it.
/// </summary>
/// <remarks>
/// A template is written like a route: <c>/{owner}/{repo}/pull/{number:int}/{tab:files|commits?}</c>. It may have a
/// fragment: <c>/{owner}/{repo}/pull/{number:int}#issuecomment-{comment:long}</c>. The constraint of a parameter is
/// <c>int</c> (1 to 999,999,999), <c>long</c> (1 to 18 digits), <c>sha</c> (7 to 40 hexadecimal digits), <c>name</c>
/// (letters, digits, <c>_ . -</c>, up to 100) or alternatives <c>a|b|c</c>. A parameter without a constraint matches
/// any text without a slash. A <c>?</c> at its end makes the path's last segment optional. Parameter names are ASCII
/// letters, digits and <c>_</c>; the name <c>site</c> is reserved.
/// </remarks>
public sealed class LinkPattern
{
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromSeconds(1);

    // Compiling takes milliseconds, so only patterns in use are compiled, and in the background.
    private const int CompileThreshold = 100;

    private readonly LinkTemplate _template;
    private readonly string _pathText;
    private readonly string _fragmentText;
    private Regex _matcher;
    private int _matches;

    /// <summary>Creates a pattern and checks that its sample matches.</summary>
    /// <param name="name">The rule's name, e.g. <c>Pull request</c>; shown in Notion's portal.</param>
    /// <param name="template">The template; the remarks of the type describe it.</param>
    /// <param name="sample">
    /// The path, with fragment if the template has one, of a link of this kind, e.g. <c>/acme/app/pull/12</c>.
    /// </param>
    /// <param name="reserved">
    /// Words that the provider uses as a first path segment. A path that starts with one, in upper or lower case, does
    /// not match. Null means none.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The name is blank, the template is malformed, or the sample does not match it.
    /// </exception>
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
        (_pathText, _fragmentText) = FixedText(template);
        _matcher = CreateMatcher();
        if (!SampleMatches(sample))
            throw new ArgumentException($"The sample {sample} does not match the template {template}.", nameof(sample));
    }

    /// <summary>The rule's name, e.g. <c>Pull request</c>.</summary>
    public string Name { get; }

    /// <summary>The template as declared.</summary>
    public string Template { get; }

    /// <summary>The path of a link of this kind, with fragment if the template has one.</summary>
    public string Sample { get; }

    /// <summary>The names of the parameters, in the order of the template.</summary>
    public IReadOnlyList<string> Parameters => _template.Parameters;

    /// <summary>
    /// The names of the <see cref="Parameters"/> that identify a link's target: those that every link of this kind has
    /// and that do not choose between alternatives.
    /// </summary>
    public IReadOnlyList<string> IdentifyingParameters => _template.Identifying;

    /// <summary>Matches the path, and the fragment if the template has one. The host is ignored.</summary>
    /// <param name="link">The link.</param>
    /// <returns>
    /// The match with the values of the parameters; null if the link is of another kind. A match that takes longer than
    /// a second counts as no match.
    /// </returns>
    public LinkMatch? Match(Link link)
    {
        // Of many kinds only a few have the link's words. Looking for them is much faster than the expression.
        if (
            !link.Path.Contains(_pathText, StringComparison.Ordinal)
            || !link.Fragment.StartsWith(_fragmentText, StringComparison.Ordinal)
            || _template.IsReserved(link.Path)
            || FindMatch(link) is not { Success: true } match
        )
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
    /// Returns the pattern as a JavaScript regular expression over whole URLs, for the URL pattern in Notion's portal.
    /// It has the named group <c>site</c> and a named group per parameter.
    /// </summary>
    /// <remarks>
    /// Notion applies the expression to the pasted text; <see cref="Match"/> reads the normal form. On links in normal
    /// form, with any query, both give the same result and the same values. The expression may miss other spellings. A
    /// <see cref="Link"/> of this host that matches the expression also matches here, unless it escapes a letter of a
    /// reserved word.
    /// </remarks>
    /// <param name="host">The owned host, e.g. <c>github.com</c>.</param>
    /// <returns>The expression, without delimiters and flags.</returns>
    public string ToJavaScript(string host)
    {
        var site = LinkTemplate.Escape($"https://{host}");
        var rest = _template.Fragment is { } fragment
            ? $@"\/?(?:\?[^#]*)?#{fragment}(?:{Link.DirectiveDelimiter}.*)?"
            : @"\/?(?:[?#].*)?";
        return $"^(?<site>{site}){_template.ReservedWordLookahead()}{_template.Path}{rest}$";
    }

    // The longest text outside of parameters in the path, and the start of the fragment. A slash at the end may belong to an
    // optional parameter.
    private static (string Path, string Fragment) FixedText(string template)
    {
        var parts = template.Split('#');
        var texts = parts[0].Split('{').Select(text => text[(text.IndexOf('}', StringComparison.Ordinal) + 1)..]);
        return (
            texts.MaxBy(text => text.Length)!.TrimEnd('/'),
            parts is [_, var fragment] ? fragment.Split('{')[0] : ""
        );
    }

    // Adjacent parameters can backtrack; a match that times out counts as no match.
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
        new(
            _template.Fragment is { } fragment ? $"^{_template.Path}#{fragment}$" : $"^{_template.Path}$",
            RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | more,
            MatchTimeout
        );

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
