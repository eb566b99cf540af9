using System.Text;

namespace Unfurl.WebPages;

/// <summary>How a key is sent.</summary>
internal static class PageKey
{
    public static bool IsAuthorization(string header) =>
        header.Equals("Authorization", StringComparison.OrdinalIgnoreCase);

    // Of the connection, of the body, or with another meaning: a key there would be lost or would change the request.
    private static readonly HashSet<string> Others = new(StringComparer.OrdinalIgnoreCase)
    {
        "Accept",
        "Accept-Charset",
        "Accept-Encoding",
        "Accept-Language",
        "Connection",
        "Date",
        "Expect",
        "Expires",
        "Host",
        "Keep-Alive",
        "Last-Modified",
        "Range",
        "TE",
        "Trailer",
        "Transfer-Encoding",
        "Upgrade",
        "User-Agent",
        "Via",
    };

    /// <summary>Whether keys can be sent in it.</summary>
    public static bool IsForKeys(string header) =>
        !Others.Contains(header)
        && !header.StartsWith("Content-", StringComparison.OrdinalIgnoreCase)
        && !header.StartsWith("If-", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it can stand in a header. User and password are encoded there.</summary>
    public static bool Fits(Secret key, string header) =>
        IsPassword(key, header) || key.Reveal().All(c => c is >= ' ' and < '\x7f');

    public static string ValueOf(Secret key, string header)
    {
        var text = key.Reveal();
        return !IsAuthorization(header) ? text
            : IsPassword(key, header) ? $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}"
            // Whoever names the scheme, as Request Tracker's "token …", means it.
            : text.Contains(' ', StringComparison.Ordinal) ? text
            : $"Bearer {text}";
    }

    private static bool IsPassword(Secret key, string header) =>
        IsAuthorization(header) && key.Reveal().IndexOf(':', StringComparison.Ordinal) > 0;
}
