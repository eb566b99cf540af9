namespace Unfurl.Server.Configuration;

/// <summary>
/// Finds keys below <c>Unfurl</c> and <c>ConnectionStrings</c> that mean nothing, most likely because they are misspelt.
/// </summary>
internal static class UnknownKeys
{
    public static IEnumerable<string> Warnings(IConfiguration configuration, IReadOnlyCollection<string> known) =>
        configuration
            .GetSection("Unfurl")
            .AsEnumerable()
            .Concat(configuration.GetSection("ConnectionStrings").AsEnumerable())
            .Where(pair => pair.Value is not null && !known.Contains(pair.Key, StringComparer.OrdinalIgnoreCase))
            .Select(pair => pair.Key)
            .Order(StringComparer.OrdinalIgnoreCase)
            .Select(key => $"{key} is not a known key and has no effect{Suggestion(key, known)}");

    private static string Suggestion(string key, IReadOnlyCollection<string> known) =>
        known.MinBy(candidate => Distance(key, candidate)) is { } nearest
        && Distance(key, nearest) <= nearest.Length / 2
            ? $"; did you mean {nearest}?"
            : "";

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
