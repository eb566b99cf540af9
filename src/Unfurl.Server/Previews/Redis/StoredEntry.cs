using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace Unfurl.Server.Previews.Redis;

/// <summary>
/// An entry as replicas share it. As bytes: a checksum of the rest, the version, the outcome, the lengths of reason, names and
/// answer, three times, where it was asked, by which call, and then reason, names and answer.
/// </summary>
internal sealed record StoredEntry
{
    private const int HeaderBytes = 91;

    public required Outcome Outcome { get; init; }
    public required string Reason { get; init; }
    public required ResourceNames Resources { get; init; }

    /// <summary>What the provider said, in <see cref="ResolutionFormat"/>.</summary>
    public required byte[] Packed { get; init; }

    /// <summary>When it was asked, and until when it is fresh and good at all, by Redis's clock, in ticks UTC.</summary>
    public required (long Asked, long FreshUntil, long Until) Times { get; init; }

    /// <summary>The position in the log from before the provider was asked.</summary>
    public required LogPosition Position { get; init; }

    /// <summary>The token of the lock under which it was asked.</summary>
    public required Guid Call { get; init; }

    public static StoredEntry Of(Entry entry, LogPosition position, Guid call, ServerClock clock) =>
        new()
        {
            Outcome = entry.Outcome,
            Reason = entry.Reason,
            Resources = entry.Resources,
            Packed = entry.Packed,
            Times = (clock.ThereOf(entry.Asked), clock.ThereOf(entry.FreshUntil), clock.ThereOf(entry.Until)),
            Position = position,
            Call = call,
        };

    /// <summary>The same for this replica's memory.</summary>
    /// <param name="ask">Who asks whom.</param>
    /// <param name="order">Its place in this replica's order.</param>
    /// <param name="isExpired">Whether it may have changed since.</param>
    /// <param name="clock">Redis's clock.</param>
    public Entry ToEntry(Ask ask, long order, bool isExpired, ServerClock clock) =>
        new()
        {
            Outcome = Outcome,
            Packed = Packed,
            Reason = Reason,
            Resources = Resources,
            Account = ask.Account,
            Provider = ask.Provider,
            Order = order,
            Asked = clock.HereOf(Times.Asked),
            FreshUntil = clock.HereOf(isExpired ? Times.Asked : Times.FreshUntil),
            Until = clock.HereOf(Times.Until),
        };

    public byte[] Write()
    {
        var reason = Encoding.UTF8.GetBytes(Reason);
        var names = Resources.Packed;
        var bytes = new byte[HeaderBytes + reason.Length + names.Length + Packed.Length];
        bytes[8] = ResolutionFormat.Version;
        bytes[9] = (byte)Outcome;
        bytes[10] = checked((byte)reason.Length);
        var header = bytes.AsSpan(11);
        BinaryPrimitives.WriteInt32LittleEndian(header, names.Length);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], Packed.Length);
        BinaryPrimitives.WriteInt64LittleEndian(header[8..], Times.Asked);
        BinaryPrimitives.WriteInt64LittleEndian(header[16..], Times.FreshUntil);
        BinaryPrimitives.WriteInt64LittleEndian(header[24..], Times.Until);
        BinaryPrimitives.WriteUInt128LittleEndian(header[32..], Position.Incarnation);
        BinaryPrimitives.WriteUInt128LittleEndian(header[48..], Position.Id);
        Call.TryWriteBytes(header[64..]);
        reason.CopyTo(bytes, HeaderBytes);
        names.CopyTo(bytes.AsSpan(HeaderBytes + reason.Length));
        Packed.CopyTo(bytes, HeaderBytes + reason.Length + names.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, XxHash3.HashToUInt64(bytes.AsSpan(8)));
        return bytes;
    }

    /// <summary>Reads the first of the entries that are written one after the other.</summary>
    /// <param name="bytes">The entries.</param>
    /// <param name="rest">The others.</param>
    /// <returns>Null when it is not of this version or makes no sense.</returns>
    public static StoredEntry? Read(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> rest)
    {
        rest = default;
        if (bytes.Length < HeaderBytes || bytes[8] != ResolutionFormat.Version || bytes[9] > (byte)Outcome.Failed)
            return null;
        var header = bytes[11..];
        var (reason, names, packed) = (
            (int)bytes[10],
            BinaryPrimitives.ReadInt32LittleEndian(header),
            BinaryPrimitives.ReadInt32LittleEndian(header[4..])
        );
        var content = bytes[HeaderBytes..];
        if (names < 0 || packed < 0 || content.Length < (long)reason + names + packed)
            return null;
        var length = HeaderBytes + reason + names + packed;
        if (BinaryPrimitives.ReadUInt64LittleEndian(bytes) != XxHash3.HashToUInt64(bytes[8..length]))
            return null;
        rest = bytes[length..];
        return new StoredEntry
        {
            Outcome = (Outcome)bytes[9],
            Reason = TextOf(content[..reason]),
            Resources = names == 0 ? ResourceNames.None : new ResourceNames(content.Slice(reason, names).ToArray()),
            Packed = content.Slice(reason + names, packed).ToArray(),
            Times = (
                BinaryPrimitives.ReadInt64LittleEndian(header[8..]),
                BinaryPrimitives.ReadInt64LittleEndian(header[16..]),
                BinaryPrimitives.ReadInt64LittleEndian(header[24..])
            ),
            Position = new(
                BinaryPrimitives.ReadUInt128LittleEndian(header[32..]),
                BinaryPrimitives.ReadUInt128LittleEndian(header[48..])
            ),
            Call = new Guid(header.Slice(64, 16)),
        };
    }

    private static string TextOf(ReadOnlySpan<byte> reason) => reason.IsEmpty ? "" : Encoding.UTF8.GetString(reason);
}
