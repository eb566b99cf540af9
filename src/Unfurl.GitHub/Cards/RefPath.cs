using System.Text.Json.Nodes;

namespace Unfurl.GitHub.Cards;

/// <summary>
/// What follows <c>/blob/</c> in a link: a branch, tag or commit, and a path. Names of branches may have slashes, so only
/// GitHub knows where one ends, and a query asks for several readings at once.
/// </summary>
internal readonly record struct RefPath(string Ref, string Path)
{
    /// <summary>Names of branches with more slashes are not found.</summary>
    public const int MaxReadings = 4;

    private const int ShaLength = 40;

    // Git's own notation.
    public string Expression => $"{Ref}:{Path}";

    // As people write it.
    public string ShortRef => IsCommit ? Ref[..7] : Ref;

    public bool IsCommit => Ref.Length == ShaLength && Ref.All(char.IsAsciiHexDigit);

    /// <summary>The readings of a text, the shortest branch first.</summary>
    /// <param name="isPathOptional">Whether the whole text may be the name of a branch.</param>
    public static IReadOnlyList<RefPath> Readings(string text, bool isPathOptional)
    {
        var segments = text.Split('/');
        var most = Math.Min(isPathOptional ? segments.Length : segments.Length - 1, MaxReadings);
        RefPath[] readings =
        [
            .. Enumerable
                .Range(1, most)
                .Select(count => new RefPath(string.Join('/', segments[..count]), string.Join('/', segments[count..]))),
        ];
        return readings is [{ IsCommit: true }, ..] ? readings[..1] : readings;
    }

    /// <summary>Writes a part of a document once for each reading, with its number in place of <c>_N</c>.</summary>
    public static string ForEach(string part, string separator = "\n") =>
        string.Join(separator, Numbers.Select(i => part.Replace("_N", $"{i}", StringComparison.Ordinal)));

    public static JsonObject VariablesOf(IReadOnlyList<RefPath> readings)
    {
        var variables = new JsonObject();
        foreach (var i in Numbers)
        {
            var reading = i <= readings.Count ? readings[i - 1] : default(RefPath?);
            variables[$"ref{i}"] = reading?.Ref ?? "";
            // Null means everything to GitHub, and an empty path nothing.
            variables[$"path{i}"] = reading is { Path.Length: > 0 } ? reading.Value.Path : null;
            variables[$"expression{i}"] = reading?.Expression ?? "";
            variables[$"isReading{i}"] = reading is not null;
        }
        return variables;
    }

    private static IEnumerable<int> Numbers => Enumerable.Range(1, MaxReadings);
}
