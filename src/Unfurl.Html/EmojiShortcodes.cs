using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Markdig.Extensions.Emoji;

namespace Unfurl.Html;

/// <summary>The short names of emoji, such as <c>:bug:</c>, which GitHub and others show as emoji in plain texts too.</summary>
public static partial class EmojiShortcodes
{
    private static readonly FrozenDictionary<string, string> Emoji = Load();

    // For Markdown, which excludes code. Smileys such as ":)" stay text.
    internal static EmojiMapping Mapping { get; } = new(Emoji, new Dictionary<string, string>());

    /// <summary>Puts emoji in place of their names. What is no emoji's name stays as it is.</summary>
    /// <param name="text">A plain text.</param>
    public static string Replace(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Shortcode.Replace(text, name => Emoji.TryGetValue(name.Value, out var emoji) ? emoji : name.Value);
    }

    // Each line of "emoji.tsv" has a name and its emoji.
    private static FrozenDictionary<string, string> Load()
    {
        using var reader = new StreamReader(typeof(EmojiShortcodes).Assembly.GetManifestResourceStream("emoji.tsv")!);
        return reader
            .ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line[0] != '#')
            .Select(line => line.Split('\t'))
            .ToFrozenDictionary(pair => $":{pair[0]}:", pair => pair[1], StringComparer.Ordinal);
    }

    // No shortcode follows a letter or digit, as in times and ratios.
    [GeneratedRegex(@"(?<![\p{L}\p{N}]):[a-z0-9_+\-]+:(?!\d)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Shortcode { get; }
}
