using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Unfurl.Recipes.Reading;

/// <summary>A mapping of a recipe while it is read. What nobody asked for is reported as unknown.</summary>
internal sealed class Section
{
    private readonly string _what;
    private readonly RecipeProblems _problems;
    private readonly Dictionary<string, (YamlNode Key, YamlNode Value)> _entries = new(StringComparer.Ordinal);
    private readonly List<string> _known = [];

    /// <param name="what">What the section is, for its problems: "a request".</param>
    public Section(YamlNode node, string what, RecipeProblems problems)
    {
        Node = node;
        _what = what;
        _problems = problems;
        if (node is not YamlMappingNode mapping)
        {
            if (!IsNull(node))
                problems.Add(node, $"Expected {what} here: keys with values.");
            return;
        }
        foreach (var (key, value) in mapping.Children)
        {
            if (key is YamlScalarNode { Value: { Length: > 0 } name })
                _entries.TryAdd(name, (key, value));
            else
                problems.Add(key, "A key is a text.");
        }
    }

    public YamlNode Node { get; }

    public IEnumerable<(string Name, YamlNode Key, YamlNode Value)> Entries =>
        _entries.Select(entry => (entry.Key, entry.Value.Key, entry.Value.Value));

    public bool Has(string key) => Find(key) is not null;

    /// <returns>Null where the key is absent, or has no value.</returns>
    public YamlNode? Find(string key)
    {
        if (!_known.Contains(key))
            _known.Add(key);
        return _entries.TryGetValue(key, out var entry) && !IsNull(entry.Value) ? entry.Value : null;
    }

    public YamlNode? Required(string key, string example)
    {
        if (Find(key) is { } value)
            return value;
        _problems.Add(Node, $"{Capital(_what)} needs '{key}', e.g. {key}: {example}");
        return null;
    }

    public string? Text(string key) => Find(key) is { } node ? TextOf(node, key) : null;

    public string? RequiredText(string key, string example) =>
        Required(key, example) is { } node ? TextOf(node, key) : null;

    public bool Flag(string key)
    {
        if (Find(key) is not { } node)
            return false;
        if (node is YamlScalarNode { Value: "true" or "false", Style: ScalarStyle.Plain } scalar)
            return scalar.Value == "true";
        _problems.Add(node, $"'{key}' is true or false.");
        return false;
    }

    /// <returns>One of the words; null if absent, or none of them.</returns>
    public string? Word(string key, params IReadOnlyList<string> words)
    {
        if (Text(key) is not { } text)
            return null;
        if (words.Contains(text))
            return text;
        _problems.Add(Find(key)!, $"'{key}' is {OneOf(words)}.");
        return null;
    }

    /// <summary>A single value counts as a list of one.</summary>
    public IReadOnlyList<YamlNode> List(string key) =>
        Find(key) switch
        {
            null => [],
            YamlSequenceNode list => [.. list.Children],
            var one => [one],
        };

    public Section? Part(string key, string what) => Find(key) is { } node ? new Section(node, what, _problems) : null;

    public string? TextOf(YamlNode node, string key)
    {
        if (node is YamlScalarNode { Value: { } text })
            return text;
        _problems.Add(node, $"'{key}' is a text.");
        return null;
    }

    /// <summary>Reports what is in the section and nobody asked for.</summary>
    public void End()
    {
        foreach (var (name, key, _) in Entries)
        {
            if (!_known.Contains(name))
                _problems.Add(key, $"{Capital(_what)} has no '{name}'; it has {OneOf(_known, "and")}.");
        }
    }

    public static string OneOf(IReadOnlyList<string> words, string last = "or") =>
        words.Count < 2 ? string.Concat(words) : $"{string.Join(", ", words.SkipLast(1))} {last} {words[^1]}";

    // A plain "null" or "~", and nothing at all.
    public static bool IsNull(YamlNode node) =>
        node is YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "~" or "null" };

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
