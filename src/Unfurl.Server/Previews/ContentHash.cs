using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Unfurl.Server.Previews;

/// <summary>Tells whether two answers look alike and show the same things.</summary>
internal static class ContentHash
{
    public static long Of(ReadOnlySpan<byte> operations, ResourceNames resources)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(operations);
        hash.AppendData(resources.Packed);
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(bytes);
        return BinaryPrimitives.ReadInt64LittleEndian(bytes);
    }
}
