using System.Net;

namespace Unfurl.Server.Providers.Gate;

/// <summary>
/// The blocks of IANA's IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890, RFC 8190), with their column "Globally
/// Reachable": https://www.iana.org/assignments/iana-ipv4-special-registry and …/iana-ipv6-special-registry.
/// </summary>
/// <remarks>
/// The narrowest block that holds an address counts. Deprecated blocks, for which the registries say "N/A", count as not
/// reachable. Those that embed an IPv4 address have their own rules in <see cref="EmbeddedAddresses"/>.
/// </remarks>
internal static class SpecialAddresses
{
    private static readonly (IPNetwork Block, bool IsGlobal)[] Blocks =
    [
        .. new (string Block, bool IsGlobal)[]
        {
            // "This network", RFC 791 §3.2
            ("0.0.0.0/8", false),
            // Private use, RFC 1918
            ("10.0.0.0/8", false),
            ("172.16.0.0/12", false),
            ("192.168.0.0/16", false),
            // Shared address space, RFC 6598
            ("100.64.0.0/10", false),
            // Loopback, RFC 1122 §3.2.1.3
            ("127.0.0.0/8", false),
            // Link-local, RFC 3927
            ("169.254.0.0/16", false),
            // IETF protocol assignments, RFC 6890 §2.1; within: RFC 7335, RFC 7600, RFC 8880, RFC 7050
            ("192.0.0.0/24", false),
            // Port Control Protocol anycast, RFC 7723
            ("192.0.0.9/32", true),
            // TURN anycast, RFC 8155
            ("192.0.0.10/32", true),
            // Documentation, RFC 5737
            ("192.0.2.0/24", false),
            ("198.51.100.0/24", false),
            ("203.0.113.0/24", false),
            // 6to4 relay anycast, deprecated by RFC 7526; within: RFC 6751
            ("192.88.99.0/24", false),
            // Benchmarking, RFC 2544
            ("198.18.0.0/15", false),
            // Multicast is a registry of its own, RFC 5771
            ("224.0.0.0/4", false),
            // Reserved, RFC 1112 §4; within: limited broadcast, RFC 919
            ("240.0.0.0/4", false),
            // AS112, RFC 7535 and RFC 7534, and AMT, RFC 7450, are reachable like any other address.

            // All but global unicast, RFC 4291 §2.4; IANA has allocated 2000::/3 for it. Loopback, unspecified, mapped, discard-only
            // (RFC 6666, RFC 9780), SRv6 SIDs (RFC 9602), unique local (RFC 4193), link-local and multicast addresses are outside.
            ("::/0", false),
            ("2000::/3", true),
            // NAT64, RFC 6052; its local-use block 64:ff9b:1::/48, RFC 8215, is not reachable
            ("64:ff9b::/96", true),
            // IETF protocol assignments, RFC 2928; within: benchmarking, RFC 5180, and the deprecated ORCHID, RFC 4843
            ("2001::/23", false),
            // Teredo, RFC 4380
            ("2001::/32", true),
            // Port Control Protocol anycast, RFC 7723
            ("2001:1::1/128", true),
            // TURN anycast, RFC 8155
            ("2001:1::2/128", true),
            // DNS-SD service registration anycast, RFC 9665
            ("2001:1::3/128", true),
            // AMT, RFC 7450
            ("2001:3::/32", true),
            // AS112, RFC 7535
            ("2001:4:112::/48", true),
            // ORCHIDv2, RFC 7343
            ("2001:20::/28", true),
            // Drone remote identification, RFC 9374
            ("2001:30::/28", true),
            // Documentation, RFC 3849 and RFC 9637
            ("2001:db8::/32", false),
            ("3fff::/20", false),
        }
            .Select(entry => (Block: IPNetwork.Parse(entry.Block), entry.IsGlobal))
            .OrderByDescending(entry => entry.Block.PrefixLength),
    ];

    /// <summary>Whether the whole internet can reach it, an address that it embeds left aside.</summary>
    public static bool IsGlobal(IPAddress address)
    {
        foreach (var (block, isGlobal) in Blocks)
        {
            if (block.Contains(address))
                return isGlobal;
        }
        // Any other IPv4 address.
        return true;
    }
}
