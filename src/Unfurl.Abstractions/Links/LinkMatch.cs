using System.Globalization;

namespace Unfurl.Adapters;

/// <summary>A link that matches a <see cref="LinkPattern"/>, with the values of the pattern's parameters.</summary>
/// <remarks>
/// No value is a dot segment (<c>.</c> or <c>..</c>) or holds one between slashes, and none holds a control character, in whatever
/// spelling. So a <see cref="Decoded">decoded</see> value can be put into another URL by <see cref="Uri.EscapeDataString(string)"/>.
/// </remarks>
public sealed class LinkMatch
{
    private readonly Dictionary<string, string> _values;

    internal LinkMatch(LinkPattern pattern, Link link, Dictionary<string, string> values)
    {
        Pattern = pattern;
        Link = link;
        _values = values;
    }

    /// <summary>The pattern that the link matches.</summary>
    public LinkPattern Pattern { get; }

    /// <summary>The link.</summary>
    public Link Link { get; }

    /// <summary>Returns the value of a parameter as written in the link's normal form.</summary>
    /// <param name="parameter">The name of a parameter of the pattern that is not optional.</param>
    /// <returns>The value; never empty.</returns>
    /// <exception cref="KeyNotFoundException">The link has no such parameter.</exception>
    public string this[string parameter] => _values[parameter];

    /// <summary>Returns the value of a parameter with the constraint <c>int</c>.</summary>
    /// <param name="parameter">The name of the parameter.</param>
    /// <returns>The value, from 1 to 999,999,999.</returns>
    /// <exception cref="KeyNotFoundException">The link has no such parameter.</exception>
    /// <exception cref="FormatException">The parameter has another constraint, and its value is not a number.</exception>
    public int Number(string parameter) => int.Parse(_values[parameter], CultureInfo.InvariantCulture);

    /// <summary>Returns the value of an optional parameter as written in the link's normal form.</summary>
    /// <param name="parameter">The name of the parameter.</param>
    /// <returns>The value; null if the link does not have the parameter.</returns>
    public string? Optional(string parameter) => _values.GetValueOrDefault(parameter);

    /// <summary>Returns what the value of a parameter means: its escapes decoded once, and in the query <c>+</c> as a space.</summary>
    /// <param name="parameter">The name of the parameter.</param>
    /// <returns>The text. Escape it where it is put into another URL.</returns>
    /// <exception cref="KeyNotFoundException">The link has no such parameter.</exception>
    public string Decoded(string parameter) => LinkValue.Decode(_values[parameter], Pattern.IsInQuery(parameter));
}
