namespace Unfurl.Server.Storage;

/// <summary>
/// Says why a file cannot be SQLite's database, in words that name the path, the user and the remedy. It opens the file, and
/// closing it ends SQLite's locks (https://www.sqlite.org/howtocorrupt.html), so it is only for a process that ends.
/// </summary>
internal static class SqliteFileProblems
{
    private static readonly string[] Suffixes = ["", "-wal", "-shm"];

    public static IReadOnlyList<string> Find(string file)
    {
        var path = Path.GetFullPath(file);
        var directory = Path.GetDirectoryName(path) ?? path;
        if (Directory.Exists(path))
            return [$"{path} is a directory, but must be a file, such as {Path.Combine(path, "unfurl.db")}"];
        if (File.Exists(directory))
            return [$"{directory} is a file, but must be the directory of the database"];
        if (!Directory.Exists(directory))
            return
            [
                $"the directory {directory} does not exist or is hidden from {User}: create it, and make it theirs",
            ];

        List<string> problems = [];
        if (ProblemOfDirectory(directory) is { } problem)
            problems.Add(problem);
        problems.AddRange(
            Suffixes.Select(suffix => path + suffix).Where(File.Exists).Select(ProblemOfFile).OfType<string>()
        );
        if (problems.Count == 0 && File.Exists(path) && !IsDatabase(path))
            problems.Add($"{path} is not an SQLite database: move it away, or name another file");
        return problems;
    }

    // SQLite creates its log and its shared memory beside the file.
    private static string? ProblemOfDirectory(string directory)
    {
        try
        {
            var probe = Path.Combine(directory, $".unfurl-{Environment.ProcessId}");
            using var file = new FileStream(
                probe,
                new FileStreamOptions
                {
                    Mode = FileMode.CreateNew,
                    Access = FileAccess.Write,
                    Options = FileOptions.DeleteOnClose,
                }
            );
            file.Write(new byte[1]);
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return $"{User} cannot create files in the directory {directory}, which SQLite needs for its log: {Remedy(directory)}";
        }
        catch (IOException exception)
        {
            return $"no file can be created in the directory {directory}: {FirstLine(exception)}";
        }
    }

    private static string? ProblemOfFile(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return $"{User} cannot read and write the file {path}: {Remedy(path)}";
        }
        catch (IOException exception)
        {
            return $"the file {path} cannot be written: {FirstLine(exception)}";
        }
    }

    // An empty file is a new database (https://www.sqlite.org/fileformat.html).
    private static bool IsDatabase(string path)
    {
        var expected = "SQLite format 3\0"u8;
        Span<byte> start = stackalloc byte[expected.Length];
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var length = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return length == 0 || start.SequenceEqual(expected);
    }

    private static string Remedy(string path) =>
        UserId is { } id ? $"chown it to {id}, or start the service as its owner" : "give this user the right";

    private static string User =>
        UserId is { } id ? $"the user {Environment.UserName} (uid {id})" : $"the user {Environment.UserName}";

    // Containers often run as a user without a name. .NET has no other way to the number.
    private static string? UserId =>
        OperatingSystem.IsLinux()
            ? File.ReadLines("/proc/self/status")
                .FirstOrDefault(line => line.StartsWith("Uid:", StringComparison.Ordinal))
                ?.Split('\t', StringSplitOptions.RemoveEmptyEntries)
                .ElementAtOrDefault(2)
            : null;

    private static string FirstLine(Exception exception) => exception.Message.Split('\n')[0].TrimEnd('.', '\r');
}
