using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;

namespace Unfurl.Adapters;

/// <summary>
/// A web link: the text as it was given, and the normal form under which all its spellings meet: lower-case host
/// without <c>www.</c>, no default port, unreserved characters unescaped, other escapes in upper case, no trailing slash.
/// </summary>
/// <remarks>
/// Not a Link, and so never looked at further: schemes other than http and https, user names or passwords, ports other
/// than the scheme's own, IP addresses, single-label hosts, hosts with a trailing dot and hosts that write an ASCII name
/// in other characters, empty or dot segments, backslashes, white space, control characters, characters that turn the
/// reading direction, broken Unicode, and texts over <see cref="MaxLength"/> characters.
/// </remarks>
public sealed partial class Link
{
    /// <summary>Longest accepted text, in UTF-16 code units: Notion's own limit for URLs.</summary>
    public const int MaxLength = 2000;

    private Link(string original, string host, string path, string query, string fragment)
    {
        Original = original;
        Host = host;
        Path = path;
        Query = query;
        Fragment = fragment;
    }

    /// <summary>The text as given, byte for byte.</summary>
    public string Original { get; }

    /// <summary>Lower-case ASCII host without <c>www.</c>, e.g. <c>github.com</c>.</summary>
    public string Host { get; }

    /// <summary>Starts with <c>/</c> and does not end with one, unless it is just that.</summary>
    public string Path { get; }

    /// <summary>The query without <c>?</c>; empty when there is none.</summary>
    public string Query { get; }

    /// <summary>The fragment without <c>#</c>; empty when there is none.</summary>
    public string Fragment { get; }

    /// <summary>Reads a link.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="link">The link, when the text is one.</param>
    /// <returns>Whether the text is a link; see the remarks of <see cref="Link"/> for what is not.</returns>
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
            uri.Fragment is ['#', .. var fragment] ? fragment : ""
        );
        return true;
    }

    /// <summary>The form in which hosts are compared: lower case, without <c>www.</c> and without a trailing dot.</summary>
    /// <param name="host">A host name without port.</param>
    public static string NormalizeHost(string host)
    {
        var normal = host.ToLowerInvariant();
        if (normal.EndsWith('.'))
            normal = normal[..^1];
        while (normal.StartsWith("www.", StringComparison.Ordinal) && normal.LastIndexOf('.') > 3)
            normal = normal[4..];
        return normal;
    }

    /// <summary>The normal form, always with https; without query and fragment.</summary>
    public override string ToString() => $"https://{Host}{Path}";

    private static bool HasOnlyUrlCharacters(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value == '\\' || Rune.IsWhiteSpace(rune) || Rune.IsControl(rune) || IsMisleading(rune))
                return false;
        }
        return true;
    }

    /// <summary>What turns the reading direction makes one link look like another; U+FFFD is what enumerating makes of a lone surrogate.</summary>
    private static bool IsMisleading(Rune rune) =>
        rune.Value is 0xFFFD or 0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);

    /// <summary>Escapes are the same in either case (RFC 3986 §6.2.2.1); a percent sign that starts none stands for itself.</summary>
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

    /// <summary>The host in its normal form; null for what is not a full name, or another one than it is written as.</summary>
    private static string? HostOf(Uri uri, string text)
    {
        string host;
        try
        {
            host = uri.IdnHost;
        }
        catch (UriFormatException)
        {
            // Uri takes international names that have no ASCII form, and says so only when asked for it.
            return null;
        }

        // No top-level domain starts with a digit: what ends so is an IP address, or taken for one by browsers.
        var lastDot = host.LastIndexOf('.');
        return
            lastDot < 0
            || lastDot == host.Length - 1
            || char.IsAsciiDigit(host[lastDot + 1])
            || !IsUnambiguousHost(Authority(text), host)
            ? null
            : NormalizeHost(host);
    }

    /// <summary>
    /// International names have labels that start with <c>xn--</c> (RFC 5890 §2.3.2.1). Any other label is ASCII, and so
    /// are the dots: what only becomes so by mapping full-width letters and dots or by leaving out what cannot be seen
    /// (UTS #46 §4) was made to look like, or unlike, a host.
    /// </summary>
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

    /// <summary>Empty and dot segments mean different things to different servers, so they are not guessed at.</summary>
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
