using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Unfurl.Server.Providers.Gate;

/// <summary>IPv4 addresses to which a packet for an IPv6 address may be led by this machine or a gateway.</summary>
internal static class EmbeddedAddresses
{
    // IPv4-compatible addresses, RFC 4291 §2.5.5.1, deprecated.
    private static readonly IPNetwork Compatible = IPNetwork.Parse("::/96");

    // RFC 6052 §2.1.
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    // RFC 8215: a translator may use any prefix within.
    private static readonly IPNetwork LocalNat64 = IPNetwork.Parse("64:ff9b:1::/48");

    // RFC 3056.
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");

    // RFC 4380 §4.
    private static readonly IPNetwork Teredo = IPNetwork.Parse("2001::/32");

    /// <returns>Every address that it may stand for, besides itself; none for most.</returns>
    public static IReadOnlyList<IPAddress> Of(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return [];
        var bytes = address.GetAddressBytes();
        if (Nat64.Contains(address) || (Compatible.Contains(address) && !IsItself(address)))
            return [At(bytes, 12)];
        if (SixToFour.Contains(address))
            return [At(bytes, 2)];
        // The server, and the client's address with all bits inverted.
        if (Teredo.Contains(address))
            return [At(bytes, 4), new(~BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(12)))];
        return LocalNat64.Contains(address) ? [.. Layouts(bytes).Where(embedded => !IsZero(embedded))] : [];
    }

    // The unspecified and the loopback address.
    private static bool IsItself(IPAddress address) =>
        address.Equals(IPAddress.IPv6Any) || address.Equals(IPAddress.IPv6Loopback);

    // RFC 6052 §2.2: where the IPv4 address stands depends on the length of the prefix: 48, 56, 64 or 96. Byte 8 is left out.
    private static IEnumerable<IPAddress> Layouts(byte[] bytes) =>
        [
            new([bytes[6], bytes[7], bytes[9], bytes[10]]),
            new([bytes[7], bytes[9], bytes[10], bytes[11]]),
            new([bytes[9], bytes[10], bytes[11], bytes[12]]),
            At(bytes, 12),
        ];

    // A layout that is not the one in use often reads as nothing.
    private static bool IsZero(IPAddress address) => address.GetAddressBytes()[0] == 0;

    private static IPAddress At(byte[] bytes, int start) => new(bytes.AsSpan(start, 4));
}
