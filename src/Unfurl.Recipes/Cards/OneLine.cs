namespace Unfurl.Recipes.Cards;

/// <summary>A text without line ends and runs of spaces.</summary>
internal static class OneLine
{
    public static string Of(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
