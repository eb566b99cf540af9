using System.Text;

namespace Unfurl.Recipes.Requests;

/// <summary>How a key is sent: always in a header, because addresses are in logs.</summary>
/// <param name="Name">The header.</param>
/// <param name="Before">What stands before the key: "Bearer ".</param>
/// <param name="After">What stands after it.</param>
/// <param name="IsBasic">Whether what comes of it is user and password, and is sent as RFC 7617 has it.</param>
internal sealed record KeyHeader(string Name, string Before, string After, bool IsBasic)
{
    /// <summary>Whether the key can stand in a header.</summary>
    public bool Takes(Secret key) => IsBasic || key.Reveal().All(c => c is > ' ' and < '\x7f');

    public string ValueOf(Secret key)
    {
        var text = $"{Before}{key.Reveal()}{After}";
        return IsBasic ? $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}" : text;
    }
}
