using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;

namespace Unfurl.Adapters;

/// <summary>
/// A web link: the text as given, and its normal form. All spellings of a link have the same normal form: a lower-case
/// host without <c>www.</c>, no default port, unreserved characters unescaped, other escapes in upper case, no trailing
/// slash.
/// </summary>
/// <remarks>
/// Texts that are not links: schemes other than http and https; user names or passwords; ports other than the scheme's
/// default; IP addresses, single-label hosts, hosts with a trailing dot, and hosts that write an ASCII name in other
/// characters; empty or dot segments; backslashes, white space and control characters; characters that change the
/// reading direction; invalid Unicode; texts over <see cref="MaxLength"/> characters.
/// </remarks>
public sealed partial class Link
{
    /// <summary>
    /// The longest accepted text, in UTF-16 code units: Notion's limit for URLs
    /// (https://developers.notion.com/reference/request-limits).
    /// </summary>
    public const int MaxLength = 2000;

    internal const string DirectiveDelimiter = ":~:";

    private Link(string original, string host, string path, string query, string fragment)
    {
        Original = original;
        Host = host;
        Path = path;
        Query = query;
        Fragment = fragment;
    }

    /// <summary>The text as given, unchanged.</summary>
    public string Original { get; }

    /// <summary>The host: lower-case ASCII without <c>www.</c>, e.g. <c>github.com</c>.</summary>
    public string Host { get; }

    /// <summary>
    /// The path. It starts with <c>/</c> and has no trailing slash, except for the root, which is <c>/</c>.
    /// </summary>
    public string Path { get; }

    /// <summary>The query without <c>?</c>; empty if the link has none.</summary>
    public string Query { get; }

    /// <summary>
    /// The fragment without <c>#</c>, and without a directive for the browser such as <c>:~:text=…</c>; empty if the link
    /// has none.
    /// </summary>
    public string Fragment { get; }

    /// <summary>Parses a link.</summary>
    /// <param name="text">The text; null is not a link.</param>
    /// <param name="link">The link; null if the text is not one.</param>
    /// <returns>True if the text is a link. The remarks of <see cref="Link"/> list the texts that are not.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Link? link)
    {
        link = null;
        if (text is null or { Length: 0 or > MaxLength } || !HasOnlyUrlCharacters(text))
            return false;
        if (!Uri.TryCreate(NormalizeEscapes(text), UriKind.Absolute, out var uri) || !IsWebAddress(uri, text))
            return false;
        if (HostOf(uri, text) is not { } host || !HasPlainPath(RawPath(text)))
            return false;

        var path = uri.AbsolutePath;
        link = new Link(
            text,
            host,
            path.Length > 1 ? path.TrimEnd('/') : path,
            uri.Query is ['?', .. var query] ? query : "",
            uri.Fragment is ['#', .. var fragment] ? WithoutDirective(fragment) : ""
        );
        return true;
    }

    /// <summary>
    /// Returns the form in which hosts are compared: lower case, without <c>www.</c> and without a trailing dot.
    /// </summary>
    /// <param name="host">A host name without port.</param>
    /// <returns>The normal form of the host.</returns>
    public static string NormalizeHost(string host)
    {
        var normal = host.ToLowerInvariant();
        if (normal.EndsWith('.'))
            normal = normal[..^1];
        while (normal.StartsWith("www.", StringComparison.Ordinal) && normal.LastIndexOf('.') > 3)
            normal = normal[4..];
        return normal;
    }

    /// <summary>Returns the normal form: always https, without query and fragment.</summary>
    /// <returns>The URL, e.g. <c>https://github.com/acme/app</c>.</returns>
    public override string ToString() => $"https://{Host}{Path}";

    // What browsers copy as "link to highlight" and never send: https://wicg.github.io/scroll-to-text-fragment/.
    private static string WithoutDirective(string fragment) =>
        fragment.IndexOf(DirectiveDelimiter, StringComparison.Ordinal) is >= 0 and var start
            ? fragment[..start]
            : fragment;

    private static bool HasOnlyUrlCharacters(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value == '\\' || Rune.IsWhiteSpace(rune) || Rune.IsControl(rune) || IsMisleading(rune))
                return false;
        }
        return true;
    }

    // Direction marks make one link look like another. EnumerateRunes yields U+FFFD for a lone surrogate.
    private static bool IsMisleading(Rune rune) =>
        rune.Value is 0xFFFD or 0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);

    // The case of escapes has no meaning (RFC 3986 §6.2.2.1). A percent sign without two digits stands for itself.
    private static string NormalizeEscapes(string text) =>
        text.Contains('%')
            ? PercentSign().Replace(text, match => match.Length == 1 ? "%25" : match.Value.ToUpperInvariant())
            : text;

    [GeneratedRegex("%(?:[0-9A-Fa-f]{2})?", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PercentSign();

    private static bool IsWebAddress(Uri uri, string text) =>
        (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
        && text.AsSpan(uri.Scheme.Length).StartsWith("://", StringComparison.Ordinal)
        && uri.UserInfo.Length == 0
        && !Authority(text).Contains('@')
        && uri.IsDefaultPort
        && uri.HostNameType == UriHostNameType.Dns;

    // Null for a host that is not a full name, or not the name as written.
    private static string? HostOf(Uri uri, string text)
    {
        string host;
        try
        {
            host = uri.IdnHost;
        }
        catch (UriFormatException)
        {
            // Uri accepts international names without an ASCII form and throws only here.
            return null;
        }

        // No top-level domain starts with a digit: such a host is an IP address, or browsers read it as one.
        var lastDot = host.LastIndexOf('.');
        return
            lastDot < 0
            || lastDot == host.Length - 1
            || char.IsAsciiDigit(host[lastDot + 1])
            || !IsUnambiguousHost(Authority(text), host)
            ? null
            : NormalizeHost(host);
    }

    // International labels start with xn-- (RFC 5890 §2.3.2.1). All other labels and the dots must be written in ASCII.
    // A host that becomes ASCII only by mapping full-width letters and dots, or by dropping invisible characters (UTS
    // #46 §4), imitates another host.
    private static bool IsUnambiguousHost(ReadOnlySpan<char> authority, string host)
    {
        if (Ascii.IsValid(authority))
            return true;
        var written = authority.ToString().Split('.');
        var labels = host.Split('.');
        return written.Length == labels.Length
            && written
                .Zip(labels)
                .All(pair => Ascii.IsValid(pair.First) || pair.Second.StartsWith("xn--", StringComparison.Ordinal));
    }

    private static ReadOnlySpan<char> Authority(string text)
    {
        var rest = text.AsSpan(text.IndexOf("://", StringComparison.Ordinal) + 3);
        var end = rest.IndexOfAny('/', '?', '#');
        return end < 0 ? rest : rest[..end];
    }

    private static ReadOnlySpan<char> RawPath(string text)
    {
        var rest = text.AsSpan(text.IndexOf("://", StringComparison.Ordinal) + 3);
        var end = rest.IndexOfAny('?', '#');
        if (end >= 0)
            rest = rest[..end];
        var start = rest.IndexOf('/');
        return start < 0 ? [] : rest[start..];
    }

    // Servers differ in how they read empty and dot segments.
    private static bool HasPlainPath(ReadOnlySpan<char> path)
    {
        if (path.Contains("//", StringComparison.Ordinal))
            return false;
        foreach (var range in path.Split('/'))
        {
            var segment = path[range].ToString().Replace("%2e", ".", StringComparison.OrdinalIgnoreCase);
            if (segment is "." or "..")
                return false;
        }
        return true;
    }
}
