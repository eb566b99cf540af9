using System.Security.Cryptography;
using System.Text;

namespace Unfurl.Server.Previews;

/// <summary>Names a link in the cache: all its spellings share one key.</summary>
internal readonly record struct CacheKey(string Provider, string Link)
{
    /// <summary>What it is kept under, worked out once however often the link is asked for.</summary>
    public UInt128 Hash { get; } = CopyAddress.Hash(Provider, Link);
}

/// <summary>Whose copies are meant.</summary>
internal readonly record struct CacheAccount(string Id)
{
    /// <summary>A name of the account that reveals nothing of it.</summary>
    public UInt128 Hash { get; } = CopyAddress.Hash("account", Id);

    public static implicit operator CacheAccount(string id) => new(id);
}

/// <summary>
/// Names an entry by what a link and its owner hash to: of one size however long the link is, and nobody can find two
/// that meet (128 bits of SHA-256).
/// </summary>
/// <param name="Link">Of which link.</param>
/// <param name="Owner">Whose, and what for; zero for the copy that everybody may see.</param>
internal readonly record struct CopyKey(UInt128 Link, UInt128 Owner)
{
    public bool IsPublic => Owner == UInt128.Zero;

    public override int GetHashCode() => (int)(ulong)Link ^ (int)(ulong)Owner;
}

/// <summary>Where the entries of a link are for one account: their own copy, the public one, and what they were refused.</summary>
internal readonly record struct CopyAddress(CopyKey Own, CopyKey Public, CopyKey Negative)
{
    private const int MaxStackBytes = 1024;

    public static CopyAddress Of(in CacheAccount account, in CacheKey key) =>
        new(new(key.Hash, account.Hash), new(key.Hash, UInt128.Zero), new(key.Hash, ~account.Hash));

    internal static UInt128 Hash(string first, string second)
    {
        var length = Encoding.UTF8.GetMaxByteCount(first.Length + second.Length + 1);
        Span<byte> text = length <= MaxStackBytes ? stackalloc byte[MaxStackBytes] : new byte[length];
        var written = Encoding.UTF8.GetBytes(first, text);
        // No provider's name holds it, so no two pairs read alike.
        text[written++] = 0;
        written += Encoding.UTF8.GetBytes(second, text[written..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..written], hash);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }
}
