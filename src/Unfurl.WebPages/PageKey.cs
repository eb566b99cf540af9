using System.Security.Cryptography;
using System.Text;

namespace Unfurl.WebPages;

/// <summary>How a key is sent, and whose it is.</summary>
internal static class PageKey
{
    public static bool IsAuthorization(string header) =>
        header.Equals("Authorization", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it can stand in a header. User and password are encoded there.</summary>
    public static bool Fits(Secret key, string header) =>
        UserIn(key, header) is not null || key.Reveal().All(c => c is >= ' ' and < '\x7f');

    public static string ValueOf(Secret key, string header)
    {
        var text = key.Reveal();
        return !IsAuthorization(header) ? text
            : UserIn(key, header) is not null ? $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}"
            // Whoever names the scheme, as Request Tracker's "token …", means it.
            : text.Contains(' ', StringComparison.Ordinal) ? text
            : $"Bearer {text}";
    }

    /// <summary>Whose it is: the user before the password, and else whoever has this key.</summary>
    public static Identification.Known OwnerOf(Secret key, string header) =>
        UserIn(key, header) is { } user
            ? new(user, user)
            : new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key.Reveal()))), "a key");

    private static string? UserIn(Secret key, string header) =>
        IsAuthorization(header) && key.Reveal().IndexOf(':', StringComparison.Ordinal) is > 0 and var end
            ? key.Reveal()[..end]
            : null;
}
