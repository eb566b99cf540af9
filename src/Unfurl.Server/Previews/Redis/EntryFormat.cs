using System.Buffers.Binary;
using System.Text;

namespace Unfurl.Server.Previews.Redis;

/// <summary>
/// What an entry holds beside its times, as bytes: version, outcome, length of the reason, length of the names, reason, names,
/// the answer.
/// </summary>
internal static class EntryFormat
{
    private const int HeaderBytes = 7;

    public static byte[] Write(SharedEntry entry)
    {
        var reason = Encoding.UTF8.GetBytes(entry.Reason);
        var names = entry.Resources.Packed;
        var bytes = new byte[HeaderBytes + reason.Length + names.Length + entry.Packed.Length];
        bytes[0] = ResolutionFormat.Version;
        bytes[1] = (byte)entry.Outcome;
        bytes[2] = checked((byte)reason.Length);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(3), names.Length);
        reason.CopyTo(bytes.AsSpan(HeaderBytes));
        names.CopyTo(bytes.AsSpan(HeaderBytes + reason.Length));
        entry.Packed.CopyTo(bytes.AsSpan(HeaderBytes + reason.Length + names.Length));
        return bytes;
    }

    /// <summary>Reads it back, without its times; null when it is not of this version or makes no sense.</summary>
    public static SharedEntry? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderBytes || bytes[0] != ResolutionFormat.Version || bytes[1] > (byte)Outcome.Failed)
            return null;
        var (reasonLength, namesLength) = (bytes[2], BinaryPrimitives.ReadInt32LittleEndian(bytes[3..]));
        var rest = bytes[HeaderBytes..];
        if (namesLength < 0 || namesLength > rest.Length - reasonLength)
            return null;
        var names = rest.Slice(reasonLength, namesLength);
        var packed = rest[(reasonLength + namesLength)..];
        if (names is [.., not 0] || ResolutionFormat.Unpack(packed) is null)
            return null;
        return new SharedEntry
        {
            Outcome = (Outcome)bytes[1],
            Reason = Encoding.UTF8.GetString(rest[..reasonLength]),
            Resources = new ResourceNames(names.ToArray()),
            Packed = packed.ToArray(),
            Asked = 0,
            FreshUntil = 0,
            Until = 0,
        };
    }
}
