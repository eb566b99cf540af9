using System.Security.Cryptography;

namespace Unfurl.Notion.Lab;

/// <summary>
/// The internal connection of the lab's own database. Development adds it to the configuration where no other is configured.
/// </summary>
public static class DemoConnection
{
    /// <summary>The connection's name, and the name of its enrichment.</summary>
    public const string Name = "demo";

    // Notion's begin with ntn_.
    private const string Prefix = "demo_";

    /// <summary>A token for one run of the service.</summary>
    public static Secret NewToken() => new(Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));

    /// <summary>Whether a connection is this one, and not one to Notion.</summary>
    public static bool Is(string name, Secret? token) =>
        name == Name && token is not null && token.Reveal().StartsWith(Prefix, StringComparison.Ordinal);
}
