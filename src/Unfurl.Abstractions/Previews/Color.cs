namespace Unfurl.Adapters;

/// <summary>A colour in the sRGB colour space.</summary>
/// <param name="R">Red, 0 to 255.</param>
/// <param name="G">Green, 0 to 255.</param>
/// <param name="B">Blue, 0 to 255.</param>
public readonly record struct Color(byte R, byte G, byte B)
{
    /// <summary>Parses <c>rrggbb</c> or <c>rgb</c> in hexadecimal, with or without <c>#</c>.</summary>
    /// <param name="text">The text; surrounding white space is ignored.</param>
    /// <returns>The colour; null if the text is null or not a colour.</returns>
    public static Color? Parse(string? text)
    {
        var hex = (text ?? "").Trim();
        if (hex.StartsWith('#'))
            hex = hex[1..];
        if (hex.Length == 3)
            hex = $"{hex[0]}{hex[0]}{hex[1]}{hex[1]}{hex[2]}{hex[2]}";
        if (hex.Length != 6 || !hex.All(char.IsAsciiHexDigit))
            return null;

        var rgb = int.Parse(hex, System.Globalization.NumberStyles.AllowHexSpecifier);
        return new Color((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb);
    }
}
