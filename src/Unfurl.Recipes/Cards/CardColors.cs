namespace Unfurl.Recipes.Cards;

/// <summary>The colours that a recipe names.</summary>
internal static class CardColors
{
    private static readonly Dictionary<string, Color> Named = new(StringComparer.Ordinal)
    {
        ["gray"] = new(0x59, 0x63, 0x6E),
        ["brown"] = new(0x8D, 0x5B, 0x3F),
        ["orange"] = new(0xBC, 0x4C, 0x00),
        ["yellow"] = new(0x9A, 0x67, 0x00),
        ["green"] = new(0x1A, 0x7F, 0x37),
        ["blue"] = new(0x09, 0x69, 0xDA),
        ["purple"] = new(0x82, 0x50, 0xDF),
        ["pink"] = new(0xBF, 0x39, 0x89),
        ["red"] = new(0xCF, 0x22, 0x2E),
    };

    public static IReadOnlyCollection<string> Names => Named.Keys;

    /// <returns>Null if it is neither a name nor a colour as "#1a7f37".</returns>
    public static Color? Find(string text) =>
        Named.TryGetValue(text, out var color) ? color
        : text.StartsWith('#') ? Color.Parse(text)
        : null;
}
