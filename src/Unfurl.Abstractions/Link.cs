using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Unfurl;

/// <summary>
/// A web link: the text as it was given, and the normal form under which all its spellings meet: lower-case host
/// without <c>www.</c>, no default port, unreserved characters unescaped, no trailing slash.
/// </summary>
/// <remarks>
/// Not a Link, and so never looked at further: schemes other than http and https, user names or passwords, ports other
/// than the scheme's own, IP addresses and single-label hosts, empty or dot segments, backslashes, white space, control characters, and texts over <see cref="MaxLength"/> characters.
/// </remarks>
public sealed class Link
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
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || !IsWebAddress(uri, text))
            return false;
        if (!HasPlainPath(RawPath(text)))
            return false;

        var path = uri.AbsolutePath;
        link = new Link(
            text,
            NormalizeHost(uri.IdnHost),
            path.Length > 1 ? path.TrimEnd('/') : path,
            uri.Query.TrimStart('?'),
            uri.Fragment.TrimStart('#')
        );
        return true;
    }

    /// <summary>The form in which hosts are compared: lower case, without <c>www.</c> and without a trailing dot.</summary>
    /// <param name="host">A host name without port.</param>
    public static string NormalizeHost(string host)
    {
        var lower = host.ToLowerInvariant();
        return lower.StartsWith("www.", StringComparison.Ordinal) && lower.LastIndexOf('.') > 3 ? lower[4..] : lower;
    }

    /// <summary>The normal form, always with https; without query and fragment.</summary>
    public override string ToString() => $"https://{Host}{Path}";

    private static bool HasOnlyUrlCharacters(string text)
    {
        foreach (var c in text)
        {
            if (
                c is '\\'
                || char.IsWhiteSpace(c)
                || char.IsControl(c)
                || char.IsSurrogate(c)
                || c is >= '\u2028' and <= '\u202e'
            )
                return false;
        }
        return true;
    }

    private static bool IsWebAddress(Uri uri, string text) =>
        (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
        && text.AsSpan(uri.Scheme.Length).StartsWith("://", StringComparison.Ordinal)
        && uri.UserInfo.Length == 0
        && !Authority(text).Contains('@')
        && uri.IsDefaultPort
        && uri.HostNameType == UriHostNameType.Dns
        && !IPAddress.TryParse(uri.IdnHost, out _)
        && !uri.IdnHost.EndsWith('.')
        && uri.IdnHost.Contains('.');

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
