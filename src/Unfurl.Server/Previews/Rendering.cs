namespace Unfurl.Server.Previews;

/// <summary>What a surface made of an entry.</summary>
/// <param name="Bytes">As they are sent.</param>
/// <param name="Content">Two with the same value look alike and show the same things.</param>
internal sealed record Rendering(byte[] Bytes, long Content)
{
    /// <summary>Itself and the header of its array.</summary>
    private const int Overhead = 56;

    public int Size => Overhead + Bytes.Length;
}
