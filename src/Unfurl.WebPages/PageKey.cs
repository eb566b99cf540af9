using System.Security.Cryptography;
using System.Text;

namespace Unfurl.WebPages;

/// <summary>How a key is sent, and whose it is.</summary>
internal static class PageKey
{
    private const string Authorization = "Authorization";

    /// <summary>Whether it can stand in a header.</summary>
    public static bool Fits(Secret key) => key.Reveal().All(c => c is >= ' ' and < '\x7f');

    public static string ValueOf(Secret key, string header)
    {
        var text = key.Reveal();
        return !header.Equals(Authorization, StringComparison.OrdinalIgnoreCase) ? text
            : text.Contains(':', StringComparison.Ordinal)
                ? $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}"
            // No bearer token has a blank: the scheme is said, such as Request Tracker's "token".
            : text.Contains(' ', StringComparison.Ordinal) ? text
            : $"Bearer {text}";
    }

    /// <summary>Whose it is: the user before the password, and else whoever has this key.</summary>
    public static Identification.Known OwnerOf(Secret key, string header)
    {
        var text = key.Reveal();
        if (header.Equals(Authorization, StringComparison.OrdinalIgnoreCase) && text.IndexOf(':') is > 0 and var end)
            return new(text[..end], text[..end]);
        return new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))), "a key");
    }
}
