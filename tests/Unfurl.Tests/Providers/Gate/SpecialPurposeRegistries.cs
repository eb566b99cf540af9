using System.Net;
using System.Net.Sockets;
using System.Numerics;

namespace Unfurl.Tests.Providers.Gate;

/// <summary>
/// All entries of IANA's IPv4 and IPv6 Special-Purpose Address Registries with "Globally Reachable", null for "N/A", and what
/// follows from them for a host that strangers may name. It is written apart from the service's own table.
/// </summary>
internal static class SpecialPurposeRegistries
{
    public static readonly (string Name, Block Block, bool? IsGlobal)[] Entries =
    [
        ("This network", Block.Parse("0.0.0.0/8"), false),
        ("This host on this network", Block.Parse("0.0.0.0/32"), false),
        ("Private-Use", Block.Parse("10.0.0.0/8"), false),
        ("Shared Address Space", Block.Parse("100.64.0.0/10"), false),
        ("Loopback", Block.Parse("127.0.0.0/8"), false),
        ("Link Local", Block.Parse("169.254.0.0/16"), false),
        ("Private-Use", Block.Parse("172.16.0.0/12"), false),
        ("IETF Protocol Assignments", Block.Parse("192.0.0.0/24"), false),
        ("IPv4 Service Continuity Prefix", Block.Parse("192.0.0.0/29"), false),
        ("IPv4 dummy address", Block.Parse("192.0.0.8/32"), false),
        ("Port Control Protocol Anycast", Block.Parse("192.0.0.9/32"), true),
        ("Traversal Using Relays around NAT Anycast", Block.Parse("192.0.0.10/32"), true),
        ("NAT64/DNS64 Discovery", Block.Parse("192.0.0.170/32"), false),
        ("NAT64/DNS64 Discovery", Block.Parse("192.0.0.171/32"), false),
        ("Documentation (TEST-NET-1)", Block.Parse("192.0.2.0/24"), false),
        ("AS112-v4", Block.Parse("192.31.196.0/24"), true),
        ("AMT", Block.Parse("192.52.193.0/24"), true),
        ("Deprecated (6to4 Relay Anycast)", Block.Parse("192.88.99.0/24"), null),
        ("6a44-relay anycast address", Block.Parse("192.88.99.2/32"), false),
        ("Private-Use", Block.Parse("192.168.0.0/16"), false),
        ("Direct Delegation AS112 Service", Block.Parse("192.175.48.0/24"), true),
        ("Benchmarking", Block.Parse("198.18.0.0/15"), false),
        ("Documentation (TEST-NET-2)", Block.Parse("198.51.100.0/24"), false),
        ("Documentation (TEST-NET-3)", Block.Parse("203.0.113.0/24"), false),
        ("Reserved", Block.Parse("240.0.0.0/4"), false),
        ("Limited Broadcast", Block.Parse("255.255.255.255/32"), false),
        ("Loopback Address", Block.Parse("::1/128"), false),
        ("Unspecified Address", Block.Parse("::/128"), false),
        ("IPv4-mapped Address", Block.Parse("::ffff:0:0/96"), false),
        ("IPv4-IPv6 Translation", Block.Parse("64:ff9b::/96"), true),
        ("IPv4-IPv6 Translation", Block.Parse("64:ff9b:1::/48"), false),
        ("Discard-Only Address Block", Block.Parse("100::/64"), false),
        ("Dummy IPv6 Prefix", Block.Parse("100:0:0:1::/64"), false),
        ("IETF Protocol Assignments", Block.Parse("2001::/23"), false),
        ("TEREDO", Block.Parse("2001::/32"), null),
        ("Port Control Protocol Anycast", Block.Parse("2001:1::1/128"), true),
        ("Traversal Using Relays around NAT Anycast", Block.Parse("2001:1::2/128"), true),
        ("DNS-SD Service Registration Protocol Anycast", Block.Parse("2001:1::3/128"), true),
        ("Benchmarking", Block.Parse("2001:2::/48"), false),
        ("AMT", Block.Parse("2001:3::/32"), true),
        ("AS112-v6", Block.Parse("2001:4:112::/48"), true),
        ("Deprecated (previously ORCHID)", Block.Parse("2001:10::/28"), null),
        ("ORCHIDv2", Block.Parse("2001:20::/28"), true),
        ("Drone Remote ID Protocol Entity Tags (DETs) Prefix", Block.Parse("2001:30::/28"), true),
        ("Documentation", Block.Parse("2001:db8::/32"), false),
        ("6to4", Block.Parse("2002::/16"), null),
        ("Direct Delegation AS112 Service", Block.Parse("2620:4f:8000::/48"), true),
        ("Documentation", Block.Parse("3fff::/20"), false),
        ("Segment Routing (SRv6) SIDs", Block.Parse("5f00::/16"), false),
        ("Unique-Local", Block.Parse("fc00::/7"), false),
        ("Link-Local Unicast", Block.Parse("fe80::/10"), false),
    ];

    // Registries of their own: multicast, and the IPv6 space that IANA has allocated for global unicast.
    private static readonly Block Multicast = Block.Parse("224.0.0.0/4");
    private static readonly Block GlobalUnicast = Block.Parse("2000::/3");

    // What is public according to the registries, but no host of a page's.
    private static readonly IPAddress AzureAgent = IPAddress.Parse("168.63.129.16");

    public static bool IsForEverybody(IPAddress address)
    {
        if (address.Equals(AzureAgent))
            return false;
        var value = Block.ValueOf(address);
        if (address.AddressFamily == AddressFamily.InterNetwork)
            return Narrowest(address) ?? !Multicast.Contains(address);
        if (Block.Parse("::ffff:0:0/96").Contains(address))
            return IsForEverybody(IPv4(value));
        if (Block.Parse("64:ff9b::/96").Contains(address))
            return IsForEverybody(IPv4(value));
        if (Block.Parse("2002::/16").Contains(address))
            return IsForEverybody(IPv4(value >> 80));
        if (Block.Parse("2001::/32").Contains(address))
            return IsForEverybody(IPv4(value >> 64)) && IsForEverybody(IPv4(value ^ uint.MaxValue));
        return Narrowest(address) ?? GlobalUnicast.Contains(address);
    }

    // "N/A" is not reachable, unless a rule above has taken it; null for an address in no block.
    private static bool? Narrowest(IPAddress address)
    {
        var within = Entries.Where(entry => entry.Block.Contains(address)).ToList();
        return within.Count == 0 ? null : within.MaxBy(entry => entry.Block.Length).IsGlobal ?? false;
    }

    private static IPAddress IPv4(BigInteger value) => Block.AddressOf(value & uint.MaxValue, bits: 32);
}

/// <summary>A block of addresses as a range of numbers.</summary>
internal sealed record Block(BigInteger First, int Length, int Bits)
{
    public BigInteger Last => First + (BigInteger.One << (Bits - Length)) - 1;

    public static Block Parse(string text)
    {
        var parts = text.Split('/');
        var address = IPAddress.Parse(parts[0]);
        return new(
            ValueOf(address),
            int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture),
            address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128
        );
    }

    public bool Contains(IPAddress address) =>
        address.GetAddressBytes().Length * 8 == Bits
        && ValueOf(address) is var value
        && value >= First
        && value <= Last;

    public static BigInteger ValueOf(IPAddress address) =>
        new(address.GetAddressBytes(), isUnsigned: true, isBigEndian: true);

    public static IPAddress AddressOf(BigInteger value, int bits)
    {
        var bytes = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        return new IPAddress([.. new byte[(bits / 8) - bytes.Length], .. bytes]);
    }
}
