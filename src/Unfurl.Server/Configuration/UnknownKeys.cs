namespace Unfurl.Server.Configuration;

/// <summary>
/// Finds keys below <c>Unfurl</c> and <c>ConnectionStrings</c> that mean nothing, most likely because they are misspelt.
/// </summary>
internal static class UnknownKeys
{
    public static void Warn(IConfiguration configuration, SettingsReader reader)
    {
        var known = reader.KnownKeys.ToLookup(SectionOf, StringComparer.OrdinalIgnoreCase);
        var keys = configuration
            .GetSection(UnfurlOptions.Section)
            .AsEnumerable()
            .Concat(configuration.GetSection(ConnectionStringOptions.Section).AsEnumerable())
            .Where(pair => pair.Value is not null)
            .Select(pair => pair.Key)
            .Except(reader.KnownKeys, StringComparer.OrdinalIgnoreCase)
            .Order(StringComparer.OrdinalIgnoreCase);
        foreach (var key in keys)
        {
            var section = SectionOf(key);
            var suggestion = Nearest(key, section.Length, known[section]);
            // Without an adapter, nobody knows which other settings an instance has.
            if (suggestion is not null || !IsInstance(section) || known[section].Any(IsOfAdapter))
                reader.Warn(
                    key,
                    $"is not a known key and has no effect{(suggestion is null ? "" : $"; did you mean {suggestion}?")}"
                );
        }
    }

    // An instance's keys are compared with its own alone.
    private static string SectionOf(string key)
    {
        var parts = key.Split(':');
        return string.Join(':', parts.Take(parts.Length > 3 && IsInstance(key) ? 3 : 1));
    }

    private static bool IsInstance(string key) =>
        key.StartsWith($"{ProviderOptions.Section}:", StringComparison.OrdinalIgnoreCase);

    private static bool IsOfAdapter(string key) => typeof(ProviderOptions).GetProperty(key.Split(':')[3]) is null;

    private static string? Nearest(string key, int start, IEnumerable<string> known) =>
        known
            .Select(candidate => (Key: candidate, Distance: Distance(key[start..], candidate[start..])))
            .Where(candidate => candidate.Distance <= (candidate.Key.Length - start) / 2)
            .OrderBy(candidate => candidate.Distance)
            .Select(candidate => candidate.Key)
            .FirstOrDefault();

    /// <summary>How many characters to insert, remove or replace (Levenshtein), whatever their case.</summary>
    private static int Distance(string from, string to)
    {
        var previous = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 0; i < from.Length; i++)
        {
            var current = new int[to.Length + 1];
            current[0] = i + 1;
            for (var j = 0; j < to.Length; j++)
            {
                var replaced = previous[j] + (char.ToUpperInvariant(from[i]) == char.ToUpperInvariant(to[j]) ? 0 : 1);
                current[j + 1] = Math.Min(replaced, Math.Min(previous[j + 1], current[j]) + 1);
            }
            previous = current;
        }
        return previous[^1];
    }
}
