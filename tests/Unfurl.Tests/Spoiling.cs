using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Unfurl.Tests;

/// <summary>A change of an answer's body: something is put in, or stands in place of a part.</summary>
internal sealed record Spoiling(int At, int Length, string Piece, int Repeated)
{
    /// <param name="pieces">What may be put in.</param>
    /// <param name="repeats">How often it may be put in at once.</param>
    public static Gen<Spoiling> Of(string[] pieces, int repeats) =>
        from at in Gen.Choose(0, int.MaxValue)
        from length in Gen.Frequency((2, Gen.Constant(0)), (2, Gen.Choose(0, 20)), (1, Gen.Choose(0, 2000)))
        from repeated in Gen.Frequency((25, Gen.Constant(1)), (1, Gen.Choose(2, repeats)))
        from piece in Gen.Elements(pieces)
        select new Spoiling(at, length, piece, repeated);

    /// <summary>A body with some changes, byte by byte: its encoding may break.</summary>
    public static byte[] Spoil(byte[] body, IEnumerable<Spoiling> changes) =>
        Encoding.Latin1.GetBytes(changes.Aggregate(Encoding.Latin1.GetString(body), (text, one) => one.Spoil(text)));

    private string Spoil(string text)
    {
        var at = At % (text.Length + 1);
        var piece = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(Piece));
        return text[..at]
            + string.Concat(Enumerable.Repeat(piece, Repeated))
            + text[Math.Min(text.Length, at + Length)..];
    }
}
