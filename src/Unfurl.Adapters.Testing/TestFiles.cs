namespace Unfurl.Adapters.Testing;

/// <summary>Where the files of a test lie.</summary>
internal static class TestFiles
{
    // The project's folder comes first, so that what is written is the source and not a copy of it.
    private static readonly string[] Folders =
    [
        .. ProjectFolder() is { } project ? [project] : Array.Empty<string>(),
        AppContext.BaseDirectory,
    ];

    /// <returns>The whole path. If there is no such file, where it should be.</returns>
    public static string Find(string path) => Candidates(path).FirstOrDefault(File.Exists) ?? Candidates(path).First();

    /// <summary>The candidates as a text for a message.</summary>
    public static string Describe(string path) => string.Join(" or ", Candidates(path));

    private static IEnumerable<string> Candidates(string path) =>
        Folders.Select(folder => Path.GetFullPath(path, folder)).Distinct();

    private static string? ProjectFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (folder.EnumerateFiles("*.*proj").Any())
                return folder.FullName;
        }
        return null;
    }
}
