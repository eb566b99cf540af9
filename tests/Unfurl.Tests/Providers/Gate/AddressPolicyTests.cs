using System.Net;
using Unfurl.Server.Providers.Gate;

namespace Unfurl.Tests.Providers.Gate;

public sealed class AddressPolicyTests
{
    private static readonly AddressPolicy Policy = new([IPNetwork.Parse("10.1.0.0/16"), IPNetwork.Parse("fd12::/16")]);

    [Theory]
    [InlineData("0.0.0.0", GateRefusals.Unspecified)]
    [InlineData("0.1.2.3", GateRefusals.Unspecified)]
    [InlineData("::", GateRefusals.Unspecified)]
    [InlineData("255.255.255.255", GateRefusals.Broadcast)]
    [InlineData("224.0.0.1", GateRefusals.Multicast)]
    [InlineData("239.255.255.250", GateRefusals.Multicast)]
    [InlineData("ff02::1", GateRefusals.Multicast)]
    [InlineData("169.254.0.1", GateRefusals.LinkLocal)]
    [InlineData("169.254.169.254", GateRefusals.LinkLocal)]
    [InlineData("fe80::1", GateRefusals.LinkLocal)]
    [InlineData("fe80::1%1", GateRefusals.LinkLocal)]
    [InlineData("febf:ffff::1", GateRefusals.LinkLocal)]
    [InlineData("fd00:ec2::254", GateRefusals.Metadata)]
    [InlineData("fd00:ec2::254%1", GateRefusals.Metadata)]
    [InlineData("fd20:ce::254", GateRefusals.Metadata)]
    [InlineData("100.100.100.200", GateRefusals.Metadata)]
    [InlineData("168.63.129.16", GateRefusals.Metadata)]
    // IPv4-mapped, IPv4-compatible, NAT64, 6to4, Teredo's server and client
    [InlineData("::ffff:169.254.169.254", GateRefusals.LinkLocal)]
    [InlineData("::ffff:0.0.0.0", GateRefusals.Unspecified)]
    [InlineData("::169.254.169.254", GateRefusals.LinkLocal)]
    [InlineData("64:ff9b::169.254.169.254", GateRefusals.LinkLocal)]
    [InlineData("2002:a9fe:a9fe::1", GateRefusals.LinkLocal)]
    [InlineData("2001:0:a9fe:a9fe::1", GateRefusals.LinkLocal)]
    [InlineData("2001:0:102:304:0:0:5601:5601", GateRefusals.LinkLocal)]
    // The layouts of local NAT64, with prefixes of 48, 56, 64 and 96 bits
    [InlineData("64:ff9b:1:a9fe:a9:fe00::", GateRefusals.LinkLocal)]
    [InlineData("64:ff9b:1:a9:fe:a9fe::", GateRefusals.LinkLocal)]
    [InlineData("64:ff9b:1:0:a9:fea9:fe00:0", GateRefusals.LinkLocal)]
    [InlineData("64:ff9b:1::169.254.169.254", GateRefusals.LinkLocal)]
    [InlineData("64:ff9b:1::100.100.100.200", GateRefusals.Metadata)]
    public void Some_addresses_are_refused_to_everybody(string address, string reason)
    {
        var everywhere = new AddressPolicy([IPNetwork.Parse("0.0.0.0/0"), IPNetwork.Parse("::/0")], true);

        foreach (var trust in Enum.GetValues<Trust>())
            everywhere.Refusal(IPAddress.Parse(address), trust).ShouldBe(reason, trust.ToString());
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("10.0.0.1")]
    [InlineData("192.168.1.1")]
    [InlineData("100.64.0.1")]
    [InlineData("fd00::1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("64:ff9b::10.0.0.1")]
    [InlineData("64:ff9b:1::10.0.0.1")]
    public void A_private_address_is_for_a_hosts_own_users_only(string text)
    {
        var address = IPAddress.Parse(text);

        Policy.Refusal(address, Trust.Origin).ShouldBeNull();
        Policy.Refusal(address, Trust.Other).ShouldBe(GateRefusals.NotPublic);
        Policy.Refusal(address, Trust.OpenOrigin).ShouldBe(GateRefusals.NeedsWorkspaces);
    }

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("1.1.1.1")]
    [InlineData("192.0.0.9")]
    [InlineData("2606:4700::1111")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("64:ff9b::8.8.8.8")]
    [InlineData("2002:808:808::1")]
    [InlineData("2001:0:808:808:0:0:f7f7:f7f7")]
    public void A_public_address_is_for_all(string address)
    {
        foreach (var trust in Enum.GetValues<Trust>())
            Policy.Refusal(IPAddress.Parse(address), trust).ShouldBeNull(trust.ToString());
    }

    [Theory]
    [InlineData("10.1.2.3", true)]
    [InlineData("::ffff:10.1.2.3", true)]
    [InlineData("64:ff9b::10.1.2.3", true)]
    [InlineData("fd12::1", true)]
    [InlineData("10.2.0.1", false)]
    [InlineData("::ffff:10.2.0.1", false)]
    [InlineData("fd13::1", false)]
    // The address is in no network, whatever it embeds.
    [InlineData("::10.1.2.3", false)]
    [InlineData("64:ff9b:1::10.1.2.3", false)]
    public void Other_hosts_may_lie_in_the_networks_of_the_instance(string address, bool isAllowed) =>
        (Policy.Refusal(IPAddress.Parse(address), Trust.Other) is null).ShouldBe(isAllowed);

    [Fact]
    public void A_network_of_translated_addresses_leads_only_where_another_network_does()
    {
        var policy = new AddressPolicy([IPNetwork.Parse("64:ff9b:1::/48"), IPNetwork.Parse("10.1.0.0/16")]);

        policy.Refusal(IPAddress.Parse("64:ff9b:1::10.1.2.3"), Trust.Other).ShouldBeNull();
        policy.Refusal(IPAddress.Parse("64:ff9b:1::8.8.8.8"), Trust.Other).ShouldBeNull();
        policy.Refusal(IPAddress.Parse("64:ff9b:1::10.2.0.1"), Trust.Other).ShouldBe(GateRefusals.NotPublic);
        policy.Refusal(IPAddress.Parse("64:ff9b:1:a02:0:100::"), Trust.Other).ShouldBe(GateRefusals.NotPublic);
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.255.0.3", true)]
    [InlineData("::1", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData("10.0.0.1", false)]
    public void In_Development_this_machine_may_be_open_to_strangers(string address, bool isAllowed)
    {
        var development = new AddressPolicy([], AllowsLoopback: true);

        (development.Refusal(IPAddress.Parse(address), Trust.OpenOrigin) is null).ShouldBe(isAllowed);
        development.Refusal(IPAddress.Parse(address), Trust.Other).ShouldBe(GateRefusals.NotPublic);
    }
}
