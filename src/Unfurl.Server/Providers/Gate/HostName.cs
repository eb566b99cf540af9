using System.Net;

namespace Unfurl.Server.Providers.Gate;

/// <summary>What a host's name says of its address.</summary>
internal static class HostName
{
    // RFC 6761 §6.3, RFC 6762 §3, RFC 8375, and ICANN's name for private use:
    // https://www.icann.org/en/board-activities-and-meetings/materials/approved-resolutions-special-meeting-of-the-icann-board-29-07-2024-en
    private static readonly string[] LocalDomains = [".localhost", ".local", ".home.arpa", ".internal"];

    /// <summary>
    /// Whether it is an IP address in any form. Uri reads 2130706433, 0x7f.1 and 0177.0.0.1 as 127.0.0.1, but not 127.0.0.1. with a
    /// dot at its end, which resolvers may. No top-level domain ends in a number (RFC 3696 §2).
    /// </summary>
    public static bool IsAddress(Uri url)
    {
        var name = Of(url);
        return IPAddress.TryParse(name, out _) || IsNumber(name[(name.LastIndexOf('.') + 1)..]);
    }

    /// <summary>Whether it is a name within a network: without a dot, or of a domain that only private networks have.</summary>
    public static bool IsLocal(Uri url)
    {
        var name = Of(url);
        return !name.Contains('.')
            || LocalDomains.Any(domain => name.EndsWith(domain, StringComparison.OrdinalIgnoreCase));
    }

    private static string Of(Uri url) => url.IdnHost.TrimEnd('.');

    private static bool IsNumber(string label) =>
        label.All(char.IsAsciiDigit)
        || (label.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && label[2..].All(char.IsAsciiHexDigit));
}
