using System.Net;
using System.Net.Sockets;

namespace Unfurl.Server.Providers.Gate;

/// <summary>Which addresses a host may have.</summary>
/// <param name="Networks">Private networks that other hosts may lie in.</param>
/// <param name="AllowsLoopback">Whether this machine may play a host that is open to strangers, as in Development.</param>
internal sealed record AddressPolicy(IReadOnlyList<IPNetwork> Networks, bool AllowsLoopback = false)
{
    // Most clouds use 169.254.0.0/16, which is refused as a whole. These lie elsewhere:
    private static readonly IPAddress[] MetadataServices =
    [
        // AWS, IPv6: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html
        IPAddress.Parse("fd00:ec2::254"),
        // AWS, credentials of EKS pods, IPv6: https://docs.aws.amazon.com/eks/latest/userguide/pod-id-agent-setup.html
        IPAddress.Parse("fd00:ec2::23"),
        // Google, IPv6: https://cloud.google.com/compute/docs/metadata/querying-metadata
        IPAddress.Parse("fd20:ce::254"),
        // Alibaba: https://www.alibabacloud.com/help/en/ecs/user-guide/view-instance-metadata
        IPAddress.Parse("100.100.100.200"),
        // Azure's host agent, a public address: https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16
        IPAddress.Parse("168.63.129.16"),
        // Oracle, IPv6: https://docs.oracle.com/en-us/iaas/Content/Compute/Tasks/gettingmetadata.htm
        IPAddress.Parse("fd00:c1::a9fe:a9fe"),
        // Scaleway, IPv6: https://www.scaleway.com/en/docs/instances/how-to/use-cloud-init/
        IPAddress.Parse("fd00:42::42"),
    ];

    // RFC 791 §3.2: as a destination, Linux takes 0.0.0.0 as this machine.
    private static readonly IPNetwork ThisNetwork = IPNetwork.Parse("0.0.0.0/8");
    private static readonly IPNetwork Multicast4 = IPNetwork.Parse("224.0.0.0/4");

    // RFC 3927 and RFC 4291 §2.5.6.
    private static readonly IPNetwork LinkLocal4 = IPNetwork.Parse("169.254.0.0/16");
    private static readonly IPNetwork LinkLocal6 = IPNetwork.Parse("fe80::/10");

    /// <returns>Why nothing may connect to the address, one of <see cref="GateRefusals"/>; null if it may be.</returns>
    public string? Refusal(IPAddress address, Trust trust)
    {
        // The operating system connects to the IPv4 address itself. A zone, such as in fe80::1%eth0, is no part of a block.
        var plain = Plain(address);
        IReadOnlyList<IPAddress> all = [plain, .. EmbeddedAddresses.Of(plain)];
        return all.Select(Always).FirstOrDefault(reason => reason is not null)
            ?? all.Select(one => Depending(one, trust)).FirstOrDefault(reason => reason is not null);
    }

    private static IPAddress Plain(IPAddress address) =>
        address.IsIPv4MappedToIPv6 ? address.MapToIPv4()
        : address.AddressFamily == AddressFamily.InterNetworkV6 ? new(address.GetAddressBytes())
        : address;

    private string? Depending(IPAddress address, Trust trust) =>
        trust switch
        {
            Trust.Origin => null,
            _ when SpecialAddresses.IsGlobal(address) => null,
            Trust.OpenOrigin => AllowsLoopback && IPAddress.IsLoopback(address) ? null : GateRefusals.NeedsWorkspaces,
            _ => Networks.Any(network => network.Contains(address)) ? null : GateRefusals.NotPublic,
        };

    // No setting means these.
    private static string? Always(IPAddress address) =>
        address switch
        {
            _ when ThisNetwork.Contains(address) || address.Equals(IPAddress.IPv6Any) => GateRefusals.Unspecified,
            _ when address.Equals(IPAddress.Broadcast) => GateRefusals.Broadcast,
            _ when Multicast4.Contains(address) || address.IsIPv6Multicast => GateRefusals.Multicast,
            _ when LinkLocal4.Contains(address) || LinkLocal6.Contains(address) => GateRefusals.LinkLocal,
            _ when MetadataServices.Contains(address) => GateRefusals.Metadata,
            _ => null,
        };
}
