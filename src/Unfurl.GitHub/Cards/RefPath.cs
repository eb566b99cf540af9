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

    // Git's name of what is checked out; in a link, the default branch.
    private const string Head = "HEAD";

    // How GitHub's own links spell a branch or a tag where a name could be either.
    private static readonly string[] Prefixes = ["refs/heads/", "refs/tags/"];

    // Git's own notation.
    public string Expression => $"{Ref}:{Path}";

    // As people write it.
    public string ShortRef => IsCommit ? Ref[..7] : Ref;

    public bool IsCommit => Ref.Length == ShaLength && Ref.All(char.IsAsciiHexDigit);

    /// <summary>Whether a name stands for the default branch.</summary>
    public static bool IsHead(string name) => name == Head;

    /// <summary>A branch and a path without what says that it is a branch.</summary>
    public static string Plain(string text) =>
        Prefixes.FirstOrDefault(prefix => text.StartsWith(prefix, StringComparison.Ordinal)) is { } prefix
        && text.Length > prefix.Length
            ? text[prefix.Length..]
            : text;

    /// <summary>With the name of the default branch, if that is meant: webhooks name it.</summary>
    public RefPath On(string? defaultBranch) => IsHead(Ref) ? this with { Ref = defaultBranch ?? Ref } : this;

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

    /// <param name="withObjects">Whether the query asks for what lies at the path, and not only for its history.</param>
    public static JsonObject VariablesOf(IReadOnlyList<RefPath> readings, bool withObjects)
    {
        var variables = new JsonObject();
        foreach (var i in Numbers)
        {
            var reading = i <= readings.Count ? readings[i - 1] : default(RefPath?);
            var path = reading?.Path ?? "";
            variables[$"ref{i}"] = reading?.Ref ?? "";
            // Null means everything to GitHub, and an empty path nothing.
            variables[$"path{i}"] = path.Length > 0 ? path : null;
            variables[$"isReading{i}"] = reading is not null;
            if (!withObjects)
                continue;
            variables[$"file{i}"] = path;
            variables[$"hasPath{i}"] = path.Length > 0;
            variables[$"expression{i}"] = reading?.Expression ?? "";
        }
        return variables;
    }

    private static IEnumerable<int> Numbers => Enumerable.Range(1, MaxReadings);
}
