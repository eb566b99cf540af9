using System.Net;
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Unfurl.Server.Providers.Gate;

namespace Unfurl.Tests.Providers.Gate;

public sealed class AddressPolicyPropertyTests
{
    private static readonly AddressPolicy Policy = new([]);

    // Beside the registries' own, those that embed IPv4 addresses, multicast and the space of global unicast.
    private static readonly Block[] Blocks =
    [
        .. SpecialPurposeRegistries.Entries.Select(entry => entry.Block),
        Block.Parse("224.0.0.0/4"),
        Block.Parse("2000::/3"),
        Block.Parse("::/96"),
        Block.Parse("ff00::/8"),
        Block.Parse("0.0.0.0/0"),
        Block.Parse("::/0"),
    ];

    [Fact]
    public void Strangers_are_led_to_what_the_registries_call_globally_reachable()
    {
        var wrong = Blocks
            .SelectMany(block => In(block).Sample(200).Concat(Edges(block)))
            .Concat(Embedding().Sample(3000))
            .Where(address =>
                (Policy.Refusal(address, Trust.Other) is null) != SpecialPurposeRegistries.IsForEverybody(address)
            )
            .Select(address => address.ToString());

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void Whatever_embeds_an_address_is_refused_where_the_address_is()
    {
        var wrong = In(Block.Parse("0.0.0.0/0"))
            .Sample(1000)
            .Concat(Blocks.Where(block => block.Bits == 32).SelectMany(Edges))
            .SelectMany(address => Enum.GetValues<Trust>(), (address, trust) => (address, trust))
            .Where(it => Policy.Refusal(it.address, it.trust) is not null)
            .SelectMany(it => Disguises(it.address), (it, disguise) => (disguise, it.trust))
            .Where(it => Policy.Refusal(it.disguise, it.trust) is null)
            .Select(it => $"{it.disguise} {it.trust}");

        wrong.ShouldBeEmpty();
    }

    private static Gen<IPAddress> In(Block block) =>
        from number in Number(block.Bits)
        select Block.AddressOf(block.First + (number % (block.Last - block.First + 1)), block.Bits);

    // IPv4 addresses of each block, in disguise.
    private static Gen<IPAddress> Embedding() =>
        from block in Gen.Elements(Blocks.Where(block => block.Bits == 32))
        from address in In(block)
        from disguise in Gen.Elements(Disguises(address))
        select disguise;

    private static IEnumerable<IPAddress> Edges(Block block) =>
        new[] { block.First - 1, block.First, block.Last, block.Last + 1 }
            .Where(value => value >= 0 && value < BigInteger.One << block.Bits)
            .Select(value => Block.AddressOf(value, block.Bits));

    private static IPAddress[] Disguises(IPAddress address)
    {
        var value = Block.ValueOf(address);
        var ones = new BigInteger(0x01010101);
        return
        [
            address.MapToIPv6(),
            Written("64:ff9b::", value),
            Written("2002::", value << 80),
            Written("2001::", (value << 64) + (ones ^ uint.MaxValue)),
            Written("2001::", (ones << 64) + (value ^ uint.MaxValue)),
        ];
    }

    private static IPAddress Written(string prefix, BigInteger rest) =>
        Block.AddressOf(Block.ValueOf(IPAddress.Parse(prefix)) + rest, bits: 128);

    private static Gen<BigInteger> Number(int bits) =>
        from bytes in Gen.Choose(0, 255).ArrayOf(bits / 8)
        select new BigInteger([.. bytes.Select(one => (byte)one)], isUnsigned: true, isBigEndian: true);
}
